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
import java.util.BitSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that come and go while messages flow. */
class ClusterChurnInteropIT extends ClusterFixture {
  private static final String OUT = "zmq.pull.out";
  private static final int NODES = 20;
  private static final int EACH = 20_000;
  private static final long MAX_GROWTH = 16 << 20;

  /** At least once, so that those that left may have had some that others had again. */
  @Tag("soak")
  @Timeout(900)
  @Test
  void shouldGoOnWhileNodesJoinAndLeave() {
    JsonObject pull = Node.socket("pull", "pull").put("bind", "tcp://127.0.0.1:*");
    sockets.deploy(pull.put("delivery", "request").put("maxInFlight", 200));
    other.consume(OUT, 0);
    flood(null);
    long before = heap();
    BitSet seen = new BitSet();
    for (int i = 0; i < NODES; i++) {
      RemoteNode guest = further();
      guest.consume(OUT, 0);
      seen.or(flood(guest));
      guest.kill();
    }
    seen.or(other.seen(OUT));
    assertThat(seen.cardinality()).isEqualTo(EACH);
    JsonObject stats = sockets.stats("pull");
    assertThat(stats.getInteger("received")).isEqualTo((NODES + 1) * EACH);
    assertThat(stats.getInteger("inFlight")).isZero();
    assertThat(stats.getInteger("dropped")).isZero();
    assertThat(heap() - before).isLessThan(MAX_GROWTH);
  }

  private static long heap() {
    return Long.parseLong(sockets.order("heap"));
  }

  /** Sends the same numbers again; a guest leaves once it has had some, which are returned. */
  private static BitSet flood(RemoteNode guest) {
    BitSet seen = new BitSet();
    int all = sockets.stats("pull").getInteger("received") + EACH;
    try (ChildProcess sender = PythonPeer.start("flood.py", sockets.endpoint("pull"), EACH, 1024)) {
      if (guest != null) {
        Eventually.until(
            () -> "some for the guest, " + sockets.stats("pull"),
            () -> guest.taken(OUT).getInteger("count") > EACH / 20);
        seen = guest.seen(OUT);
        guest.order("leave");
      }
      Eventually.until(
          () -> all + " in " + sockets.stats("pull"),
          () -> sockets.stats("pull").getInteger("delivered") == all);
      sender.awaitLine("sent ");
    }
    return seen;
  }
}
