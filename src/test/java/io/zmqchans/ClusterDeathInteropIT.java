// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.Cluster;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.LibzmqSocket;
import io.zmqchans.support.Node;
import io.zmqchans.support.PythonPeer;
import io.zmqchans.support.RemoteNode;
import java.net.ServerSocket;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes of a cluster that end by SIGKILL. */
class ClusterDeathInteropIT {
  private static final String OUT = "zmq.pull.out";

  private final Cluster cluster = new Cluster();
  private final RemoteNode first = cluster.node();
  private final RemoteNode second = cluster.node();
  private final RemoteNode third = cluster.node();

  @BeforeAll
  static void needsLibzmq() {
    PythonPeer.assumeAvailable();
  }

  @AfterEach
  void close() {
    cluster.close();
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
    first.deploy(pull.put("delivery", "request").put("maxInFlight", 1000));
    second.consume(OUT, 20);
    third.consume(OUT, 20);
    try (ChildProcess sender = PythonPeer.start("flood.py", first.endpoint("pull"), count, 1024)) {
      Eventually.until(() -> "a flood", () -> second.taken(OUT).getInteger("count") > count / 20);
      BitSet seen = second.seen(OUT);
      second.kill();
      int[] all = {0};
      Eventually.until(
          () -> all[0] + ", " + first.stats("pull"),
          () -> {
            BitSet now = third.seen(OUT);
            now.or(seen);
            all[0] = now.cardinality();
            return first.stats("pull").getInteger("delivered") == count;
          });
      sender.awaitLine("sent ");
    }
    JsonObject stats = first.stats("pull");
    assertThat(stats.getInteger("received")).isEqualTo(count);
    assertThat(stats.getInteger("inFlight")).isZero();
    assertThat(stats.getInteger("redelivered")).isPositive();
  }

  @Test
  void aStandByShouldServeWhenTheOwnersNodeDies() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    JsonObject rep =
        Node.socket("rep", "router").put("bind", "tcp://127.0.0.1:" + port).put("mode", "rpc");
    JsonObject config =
        new JsonObject()
            .put("exclusive", "one")
            .put("controlScope", "cluster")
            .put("sockets", new JsonArray().add(rep));
    third.order("register");
    third.order("echo", "address", "zmq.rep.out");
    first.deployConfig(config);
    second.deployConfig(config);
    assertThat(third.command("zmq.control", "list").getJsonArray("sockets")).hasSize(1);
    try (LibzmqSocket client = new LibzmqSocket("dealer")) {
      client.connect("tcp://127.0.0.1:" + port);
      client.send("", "before");
      assertThat(client.receive()).isEqualTo(ZmqMessage.of("", "before"));
      first.kill();
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
    second.order("undeploy");
  }
}
