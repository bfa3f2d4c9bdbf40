// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.ClusterFixture;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.PythonPeer;
import io.zmqchans.support.RemoteNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Consumers on a node that has never heard of this module. */
class ClusterStrangerInteropIT extends ClusterFixture {
  private static final int MAX_IN_FLIGHT = 20;

  private static RemoteNode plain;

  @BeforeAll
  static void start() {
    plain = further();
  }

  @AfterAll
  static void end() {
    plain.kill();
  }

  @AfterEach
  void unregister() {
    plain.order("reset");
  }

  private static JsonObject bound(String type) {
    return Node.socket(type, type).put("bind", "tcp://127.0.0.1:*");
  }

  @Test
  void shouldReportWhatANodeWithoutTheModuleCanNotRead() {
    sockets.deploy(bound("pull").put("maxInFlight", MAX_IN_FLIGHT));
    plain.order("consume", "address", "zmq.pull.out");
    sockets.order("collect", "address", "zmq.pull.events");
    try (ChildProcess sender = PythonPeer.start("flood.py", sockets.endpoint("pull"), 50, 100)) {
      sender.awaitLine("sent ");
      Eventually.until(
          () -> "50 lost in " + sockets.stats("pull"),
          () -> sockets.stats("pull").getInteger("dropped") == 50);
      String reported;
      do {
        reported = sockets.order("next", "address", "zmq.pull.events");
      } while (!reported.contains("dropped"));
      assertThat(reported).contains("ZmqMessageCodec.register");
    }
  }

  @Test
  void shouldGiveBuffersToANodeWithoutTheModule() {
    JsonObject pull = bound("pull").put("format", "buffer").put("maxInFlight", MAX_IN_FLIGHT);
    sockets.deploy(pull);
    plain.order("consume", "address", "zmq.pull.out");
    try (ChildProcess sender = PythonPeer.start("flood.py", sockets.endpoint("pull"), 2000, 100)) {
      sender.awaitLine("sent ");
      JsonObject[] taken = {null};
      Eventually.until(
          () -> "all, not " + taken[0],
          () -> {
            taken[0] = plain.taken("zmq.pull.out");
            return taken[0].getInteger("count") == 2000;
          });
      assertThat(taken[0].getInteger("headers")).isZero();
    }
  }
}
