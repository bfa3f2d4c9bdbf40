// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** What subscribers send to a {@code pub}, which JeroMQ's own keeps for ever. */
class PubUpstreamTest extends RelayFixture {
  private static final int COUNT = 300;
  private static final int SIZE = 1 << 20;

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void shouldThrowAwayWhatIsSentUpstream() {
    deploy(
        ThreadingModel.WORKER,
        new JsonObject[] {socket("pub", "pub").put("bind", "tcp://127.0.0.1:*")});
    long before = used();
    try (ZContext context = new ZContext();
        ZMQ.Socket peer = context.createSocket(SocketType.XSUB)) {
      peer.setReceiveTimeOut(20_000);
      peer.setHandshakeIvl(500); // or one connect in twenty stalls for 30 s (#1022)
      peer.connect(node.endpoint("pub"));
      for (int i = 0; i < COUNT; i++) {
        byte[] junk = new byte[SIZE];
        junk[0] = 'u'; // 0 and 1 are subscriptions
        peer.send(junk);
      }
      peer.send(new byte[] {1, 'n'});
      byte[] topic = {'n', 'e', 'w', 's'};
      Eventually.until(
          () -> "the subscription, which comes last",
          () -> {
            node.send("pub", topic);
            return peer.recv(ZMQ.DONTWAIT) != null;
          });
      assertThat(figure("pub", "received")).isZero();
    }
    Eventually.until(
        () -> "memory as before: " + before + ", now " + used(),
        () -> used() < before + COUNT / 3L * SIZE);
  }

  @Test
  void shouldStillBeAPubToEverybody() {
    deploy(
        ThreadingModel.WORKER,
        socket("pub", "pub").put("bind", "tcp://127.0.0.1:*"),
        socket("sub", "sub").put("subscribe", "a"));
    node.command("sub", "connect", "socket", "pub");
    var received = subscribed("pub", "sub", "a");
    node.send("pub", "b is not for it");
    node.send("pub", "a is");
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("a is"));
    assertThat(node.command("pub", "get", "option", "type").getString("value")).isEqualTo("pub");
  }
}
