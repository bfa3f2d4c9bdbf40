// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.ClusterFixture;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.LibzmqSocket;
import io.zmqchans.support.Node;
import io.zmqchans.support.PythonPeer;
import io.zmqchans.support.RemoteNode;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes of a cluster that end by SIGKILL. */
class ClusterDeathInteropIT extends ClusterFixture {
  private static final String OUT = "zmq.pull.out";

  /** The one that dies. */
  private final RemoteNode mortal = further();

  @AfterEach
  void kill() {
    mortal.kill();
  }

  @Test
  void shouldDeliverEverythingWhenAConsumersNodeDies() {
    deliverEverything(20_000);
  }

  @Tag("soak")
  @Timeout(600)
  @Test
  void shouldDeliverSoMuchMoreWhenAConsumersNodeDies() {
    deliverEverything(100_000);
  }

  private void deliverEverything(int count) {
    JsonObject pull = Node.socket("pull", "pull").put("bind", "tcp://127.0.0.1:*");
    sockets.deploy(pull.put("delivery", "request").put("maxInFlight", 1000));
    mortal.consume(OUT, 20);
    other.consume(OUT, 20);
    try (ChildProcess sender =
        PythonPeer.start("flood.py", sockets.endpoint("pull"), count, 1024)) {
      Eventually.until(() -> "a flood", () -> mortal.taken(OUT).getInteger("count") > count / 20);
      BitSet seen = mortal.seen(OUT);
      mortal.kill();
      int[] all = {0};
      Eventually.until(
          () -> all[0] + ", " + sockets.stats("pull"),
          () -> {
            BitSet now = other.seen(OUT);
            now.or(seen);
            all[0] = now.cardinality();
            return sockets.stats("pull").getInteger("delivered") == count;
          });
      sender.awaitLine("sent ");
    }
    JsonObject stats = sockets.stats("pull");
    assertThat(stats.getInteger("received")).isEqualTo(count);
    assertThat(stats.getInteger("inFlight")).isZero();
    assertThat(stats.getInteger("redelivered")).isPositive();
  }

  @Test
  void aStandByShouldServeWhenTheOwnersNodeDies() {
    int port = Leaks.freePort();
    JsonObject rep =
        Node.socket("rep", "router").put("bind", "tcp://127.0.0.1:" + port).put("mode", "rpc");
    JsonObject config =
        new JsonObject()
            .put("exclusive", "one")
            .put("controlScope", "cluster")
            .put("sockets", new JsonArray().add(rep));
    other.order("echo", "address", "zmq.rep.out");
    mortal.deployConfig(config);
    sockets.deployConfig(config);
    assertThat(other.command("zmq.control", "list").getJsonArray("sockets")).hasSize(1);
    try (LibzmqSocket client = new LibzmqSocket("dealer")) {
      client.connect("tcp://127.0.0.1:" + port);
      client.send("", "before");
      assertThat(client.receive()).isEqualTo(ZmqMessage.of("", "before"));
      mortal.kill();
      long killed = System.nanoTime();
      Eventually.until(
          () -> "an answer of the stand-by",
          () -> {
            client.send("", "after");
            return client.hasReceived();
          });
      assertThat(System.nanoTime() - killed).isLessThan(TimeUnit.SECONDS.toNanos(15));
      assertThat(client.receive()).isEqualTo(ZmqMessage.of("", "after"));
    }
  }
}
