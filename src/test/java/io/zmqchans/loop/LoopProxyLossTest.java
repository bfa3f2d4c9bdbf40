// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ.Socket;

/** What a proxy can't forward, and that it goes on; on a loop that doesn't run. */
class LoopProxyLossTest extends LoopProxyFixture {
  @Test
  void shouldLoseWhatTheOtherSideCannotSend() {
    LoopSocket pull = front(SocketKind.PULL);
    Proxy.start(pull, back(SocketKind.SCATTER), tap);
    Socket from = atFront(SocketKind.PUSH);
    for (int i = 0; i < 2 * WINDOW; i++) {
      from.sendMore("two");
      from.send("frames");
    }
    pull.resume();
    serveAll();
    assertThat(told)
        .hasSize(4 * WINDOW)
        .contains("lost scatter can't send this: a scatter's message is one frame, found 2 frames");
  }

  @Test
  void shouldLoseWhatIsRefused() {
    LoopSocket pull = front(SocketKind.PULL);
    LoopSocket router = back(SocketKind.ROUTER);
    router.socket().setRouterMandatory(true);
    Proxy.start(pull, router, tap);
    Socket from = atFront(SocketKind.PUSH);
    for (int i = 0; i < 2 * WINDOW; i++) {
      from.sendMore("nobody");
      from.send("x");
    }
    pull.resume();
    serveAll();
    assertThat(told).hasSize(4 * WINDOW);
    assertThat(told.get(told.size() - 1)).startsWith("lost router has no peer with the routing id");
  }

  @Test
  void shouldTellOfWhatCannotBeRead() {
    LoopSocket gather = front(SocketKind.GATHER);
    Proxy.start(gather, back(SocketKind.PUSH), tap);
    Socket from = atFront(SocketKind.PUSH);
    from.sendMore("two");
    from.send("frames");
    gather.resume();
    serveAll();
    assertThat(told)
        .containsExactly("unreadable gather a gather's message is one frame, found 2 frames");
  }
}
