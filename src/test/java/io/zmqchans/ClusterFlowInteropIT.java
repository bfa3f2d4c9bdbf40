// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.ClusterFixture;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.PythonPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A libzmq process floods a socket whose consumers are in another JVM. */
class ClusterFlowInteropIT extends ClusterFixture {
  private static final String OUT = "zmq.pull.out";
  private static final int COUNT = 20_000;
  private static final int SIZE = 1024;

  private ChildProcess sender;

  @AfterEach
  void endFlood() {
    if (sender != null) {
      sender.close();
    }
  }

  private void deploy(String delivery, String format, int maxInFlight) {
    JsonObject pull = Node.socket("pull", "pull").put("bind", "tcp://127.0.0.1:*");
    sockets.deploy(
        pull.put("delivery", delivery).put("format", format).put("maxInFlight", maxInFlight));
  }

  private void flood(int count) {
    sender = PythonPeer.start("flood.py", sockets.endpoint("pull"), count, SIZE);
  }

  private void shouldArriveInOrder(int count) {
    JsonObject[] taken = {null};
    for (int i = 1; i <= 10; i++) {
      int part = count / 10 * i;
      Eventually.until(
          () -> part + " in " + taken[0] + ", " + sockets.stats("pull"),
          () -> {
            taken[0] = other.taken(OUT);
            taken[0].remove("seen");
            return taken[0].getInteger("count") >= part;
          });
    }
    assertThat(taken[0].getInteger("distinct")).isEqualTo(count);
    assertThat(taken[0].getInteger("disorders")).isZero();
    assertThat(taken[0].getInteger("headers")).isZero();
    Eventually.until(
        () -> "all delivered in " + sockets.stats("pull"),
        () -> sockets.stats("pull").getInteger("delivered") == count);
    assertThat(sockets.stats("pull").getInteger("dropped")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"send, message", "request, message", "publish, buffer"})
  void shouldReachASlowConsumerInOrder(String delivery, String format) {
    deploy(delivery, format, 1000);
    other.consume(OUT, 20);
    flood(COUNT);
    shouldArriveInOrder(COUNT);
  }

  @Tag("soak")
  @Timeout(600)
  @ParameterizedTest
  @CsvSource({
    "send, message",
    "publish, message",
    "request, message",
    "send, buffer",
    "publish, buffer"
  })
  void shouldDoSoForLong(String delivery, String format) {
    deploy(delivery, format, 1000);
    other.consume(OUT, 50);
    flood(100_000);
    shouldArriveInOrder(100_000);
  }
}
