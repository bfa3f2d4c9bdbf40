// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqFailure;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Socket;

/** What a proxy forwards, and how much of it; on a loop that doesn't run. */
class LoopProxyTest extends LoopProxyFixture {
  @Test
  void shouldForwardBothWays() {
    LoopSocket router = front(SocketKind.ROUTER);
    LoopSocket dealer = back(SocketKind.DEALER);
    Proxy proxy = Proxy.start(router, dealer, tap);
    assertThat(router.traffic().inbox().isProxied()).isTrue();
    assertThat(dealer.traffic().inbox().isProxied()).isTrue();
    Socket req = atFront(SocketKind.REQ);
    Socket rep = atBack(SocketKind.REP);
    req.send("request");
    router.resume();
    serveAll();
    assertThat(rep.recvStr(ZMQ.DONTWAIT)).isEqualTo("request");
    rep.send("reply");
    dealer.resume();
    serveAll();
    assertThat(req.recvStr(ZMQ.DONTWAIT)).isEqualTo("reply");
    assertThat(told).containsExactly("forwarded router", "forwarded dealer");

    proxy.stop();
    assertThat(router.traffic().inbox().isProxied()).isFalse();
    assertThat(dealer.traffic().inbox().isProxied()).isFalse();
    req.send("its own");
    router.resume();
    serveAll();
    assertThat(told).endsWith("its own");
  }

  @Test
  void shouldForwardEitherWayAlone() {
    LoopSocket pull = front(SocketKind.PULL);
    LoopSocket push = back(SocketKind.PUSH);
    Socket from = atFront(SocketKind.PUSH);
    Socket to = atBack(SocketKind.PULL);
    for (LoopSocket[] ends : new LoopSocket[][] {{pull, push}, {push, pull}}) {
      Proxy proxy = Proxy.start(ends[0], ends[1], tap);
      from.send("x");
      pull.resume();
      serveAll();
      assertThat(to.recvStr(ZMQ.DONTWAIT)).isEqualTo("x");
      proxy.stop();
    }
    assertThat(told).containsExactly("forwarded pull", "forwarded pull");
  }

  @Test
  void shouldRefuseWhatCannotBeAProxy() {
    LoopSocket pull = front(SocketKind.PULL);
    LoopSocket push = back(SocketKind.PUSH);
    refused(
        ZmqFailure.UNSUPPORTED,
        () -> Proxy.start(pull, pull, tap),
        "no message can pass between a pull and a pull");
    refused(
        ZmqFailure.UNSUPPORTED,
        () -> Proxy.start(push, push, tap),
        "no message can pass between a push and a push");
    Proxy.start(pull, push, tap);
    refused(
        ZmqFailure.WRONG_STATE,
        () -> Proxy.start(pull, bound(SocketKind.PUSH, "inproc://other"), tap),
        "socket 'socket' is in a proxy already");
    push.close(0);
    refused(
        ZmqFailure.CLOSED,
        () -> Proxy.start(bound(SocketKind.PULL, "inproc://another"), push, tap),
        "socket 'socket' is closed");
  }

  @Test
  void shouldNotReadMoreThanMayWaitOnTheOtherSide() {
    LoopSocket pull = front(SocketKind.PULL);
    LoopSocket push = back(SocketKind.PUSH);
    Proxy.start(pull, push, tap);
    Socket from = atFront(SocketKind.PUSH);
    for (int i = 0; i < WINDOW + 50; i++) {
      from.send("" + i);
    }
    pull.resume();
    serveAll();
    assertThat(told).hasSize(WINDOW);
    assertThat(agenda.isEmpty()).isTrue();
    Socket to = atBack(SocketKind.PULL);
    push.resume();
    serveAll();
    assertThat(told).hasSize(WINDOW + 50);
    for (int i = 0; i < WINDOW + 50; i++) {
      assertThat(to.recvStr(ZMQ.DONTWAIT)).isEqualTo("" + i);
    }
  }

  @Test
  void shouldPassNoMoreThanItMay() {
    LoopSocket pull = front(SocketKind.PULL);
    Proxy.start(pull, back(SocketKind.PUSH), tap);
    Socket from = atFront(SocketKind.PUSH);
    from.send("one");
    from.send("two");
    allowed = 1;
    pull.resume();
    agenda.serve();
    assertThat(told).hasSize(1);
    allowed = 0;
    pull.resume();
    serveAll();
    assertThat(told).hasSize(1);
  }
}
