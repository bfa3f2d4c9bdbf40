// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Socket;

/** A proxy between sockets of a loop that doesn't run. */
class LoopProxyTest extends LoopSocketFixture {
  private static final int WINDOW = 256;

  private int allowed = Integer.MAX_VALUE;

  private final Proxy.Tap tap =
      new Proxy.Tap() {
        @Override
        public int demand() {
          return allowed;
        }

        @Override
        public void forwarded(LoopSocket from, ZmqMessage message) {
          told.add("forwarded " + from.kind().typeName());
        }

        @Override
        public void lost(LoopSocket at, String why) {
          told.add("lost " + at.kind().typeName() + " " + why);
        }

        @Override
        public void unreadable(LoopSocket from, String why) {
          told.add("unreadable " + from.kind().typeName() + " " + why);
        }
      };

  private LoopSocket bound(SocketKind kind, String endpoint) {
    LoopSocket bound = loopSocket(kind, socket(kind));
    bound.endpoints().bind(endpoint);
    return bound;
  }

  private LoopSocket front(SocketKind kind) {
    return bound(kind, "inproc://front");
  }

  private LoopSocket back(SocketKind kind) {
    return bound(kind, "inproc://back");
  }

  private Socket connected(SocketKind kind, String endpoint) {
    Socket socket = socket(kind);
    socket.connect(endpoint);
    return socket;
  }

  private Socket atFront(SocketKind kind) {
    return connected(kind, "inproc://front");
  }

  private Socket atBack(SocketKind kind) {
    return connected(kind, "inproc://back");
  }

  private void serveAll() {
    for (int turns = 0; turns < 100 && !agenda.isEmpty(); turns++) {
      agenda.serve();
    }
  }

  @Test
  void shouldForwardBothWays() {
    LoopSocket router = front(SocketKind.ROUTER);
    LoopSocket dealer = back(SocketKind.DEALER);
    Proxy proxy = Proxy.start(router, dealer, tap);
    assertThat(router.isProxied()).isTrue();
    assertThat(dealer.isProxied()).isTrue();
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
    assertThat(router.isProxied()).isFalse();
    assertThat(dealer.isProxied()).isFalse();
    req.send("its own");
    router.resume();
    serveAll();
    assertThat(told).endsWith("its own");
  }

  @Test
  void shouldForwardEitherWayAlone() {
    LoopSocket pull = front(SocketKind.PULL);
    LoopSocket push = back(SocketKind.PUSH);
    for (LoopSocket[] ends : new LoopSocket[][] {{pull, push}, {push, pull}}) {
      Proxy proxy = Proxy.start(ends[0], ends[1], tap);
      atFront(SocketKind.PUSH).send("x");
      Socket to = atBack(SocketKind.PULL);
      pull.resume();
      serveAll();
      assertThat(to.recvStr(ZMQ.DONTWAIT)).isEqualTo("x");
      to.close();
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
