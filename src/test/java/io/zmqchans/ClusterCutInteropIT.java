// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.Cluster;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.Node;
import io.zmqchans.support.PythonPeer;
import io.zmqchans.support.RemoteNode;
import io.zmqchans.support.TcpCut;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network that is cut between two nodes of a cluster, and a node that stands still. */
class ClusterCutInteropIT {
  private static final String OUT = "zmq.pull.out";
  private static final int MAX_IN_FLIGHT = 500;

  @BeforeAll
  static void needsLibzmq() {
    PythonPeer.assumeAvailable();
  }

  @ParameterizedTest
  @ValueSource(strings = "request")
  void shouldGoOnAfterACut(String delivery) {
    cut(delivery, 20_000, 4);
  }

  @Tag("soak")
  @Timeout(600)
  @ParameterizedTest
  @ValueSource(strings = {"send", "publish", "request"})
  void shouldGoOnAfterALongCut(String delivery) {
    cut(delivery, 100_000, 20);
  }

  private static void cut(String delivery, int count, int seconds) {
    int here = Leaks.freePort();
    int there = Leaks.freePort();
    try (TcpCut toHere = new TcpCut(here);
        TcpCut toThere = new TcpCut(there);
        Cluster cluster = new Cluster()) {
      RemoteNode sockets = cluster.nodeBehind(here, toHere.port());
      RemoteNode consumers = cluster.nodeBehind(there, toThere.port());
      Runnable cut =
          () -> {
            toHere.cut();
            toThere.cut();
          };
      Runnable mend =
          () -> {
            toHere.mend();
            toThere.mend();
          };
      interrupted(sockets, consumers, delivery, count, seconds, cut, mend);
    }
  }

  @Tag("soak")
  @Timeout(600)
  @ParameterizedTest
  @ValueSource(strings = {"send", "publish", "request"})
  void shouldGoOnAfterANodeStoodStill(String delivery) {
    try (Cluster cluster = new Cluster()) {
      RemoteNode sockets = cluster.node();
      RemoteNode consumers = cluster.node();
      Runnable stop = () -> consumers.signal("STOP");
      interrupted(sockets, consumers, delivery, 100_000, 20, stop, () -> consumers.signal("CONT"));
    }
  }

  private static void interrupted(
      RemoteNode sockets,
      RemoteNode consumers,
      String delivery,
      int count,
      int seconds,
      Runnable stop,
      Runnable go) {
    JsonObject pull = Node.socket("pull", "pull").put("bind", "tcp://127.0.0.1:*");
    sockets.deploy(pull.put("delivery", delivery).put("maxInFlight", MAX_IN_FLIGHT));
    consumers.consume(OUT, 50);
    Vertx clock = Vertx.vertx();
    try (ChildProcess sender =
        PythonPeer.start("flood.py", sockets.endpoint("pull"), count, 1024)) {
      Eventually.until(
          () -> "a flood", () -> consumers.taken(OUT).getInteger("count") > count / 20);
      stop.run();
      clock.timer(seconds, TimeUnit.SECONDS).await();
      JsonObject stats = sockets.stats("pull");
      assertThat(stats.getInteger("received") - stats.getInteger("delivered"))
          .isLessThanOrEqualTo(2 * MAX_IN_FLIGHT);
      assertThat(stats.getBoolean("paused")).isTrue();
      go.run();
      Eventually.until(
          () -> "an end in " + sockets.stats("pull"),
          () -> sockets.stats("pull").getInteger("delivered") == count);
      sender.awaitLine("sent ");
    } finally {
      clock.close().await();
    }
    JsonObject taken = consumers.taken(OUT);
    assertThat(taken.getInteger("distinct")).isEqualTo(count);
    JsonObject stats = sockets.stats("pull");
    assertThat(stats.getInteger("received")).isEqualTo(count);
    assertThat(stats.getInteger("dropped")).isZero();
    assertThat(stats.getInteger("inFlight")).isZero();
  }
}
