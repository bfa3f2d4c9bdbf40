// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.ZMQ.Socket;

/** Where a socket is bound and connected to, and how it comes and ceases to be. */
class EndpointsTest extends LoopSocketFixture {
  private static final String TCP = "tcp://127.0.0.1:*";

  private final String elsewhere = "tcp://127.0.0.1:1";

  private Endpoints endpoints(SocketKind kind) {
    return loopSocket(kind, socket(kind)).endpoints();
  }

  @Test
  void shouldSayWhereItIs() {
    Endpoints push = endpoints(SocketKind.PUSH);
    assertThat(push.toString()).isEmpty();
    refused(ZmqFailure.WRONG_STATE, push::connectable, "the socket to connect to is bound nowhere");
    assertThat(push.connect(elsewhere)).isEqualTo(elsewhere);
    String bound = push.bind(TCP);
    assertThat(bound).matches("tcp://127.0.0.1:[1-9]\\d*");
    assertThat(push.bind(ENDPOINT)).isEqualTo(ENDPOINT);
    assertThat(push.all()).containsExactly(bound, ENDPOINT, elsewhere);
    assertThat(push.bound()).containsExactly(bound, ENDPOINT);
    assertThat(push)
        .hasToString(
            "connected to " + elsewhere + ", bound at " + bound + ", bound at " + ENDPOINT);
    assertThat(push.connectable()).isEqualTo(ENDPOINT);
  }

  @Test
  void shouldBeConnectableByLoopbackIfBoundToAll() {
    Endpoints push = endpoints(SocketKind.PUSH);
    String bound = push.bind("tcp://0.0.0.0:*");
    assertThat(bound).startsWith("tcp://0.0.0.0:");
    assertThat(push.connectable()).isEqualTo(bound.replace("0.0.0.0", "127.0.0.1"));
  }

  @Test
  void shouldAttach() {
    Endpoints push = endpoints(SocketKind.PUSH);
    assertThat(push.attach("@" + ENDPOINT)).isEqualTo(ENDPOINT);
    assertThat(push.attach(">" + elsewhere)).isEqualTo(elsewhere);
    assertThat(push).hasToString("bound at " + ENDPOINT + ", connected to " + elsewhere);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "inproc://a", "#inproc://a"})
  void shouldAttachOnlyOneWayOrTheOther(String endpoint) {
    refused(
        ZmqFailure.BAD_ENDPOINT,
        () -> endpoints(SocketKind.PUSH).attach(endpoint),
        "attach " + endpoint + ": allowed is '@' (bind) or '>' (connect) before the endpoint");
  }

  @Test
  void shouldBindANameOnce() {
    Endpoints one = endpoints(SocketKind.PUSH);
    Endpoints other = endpoints(SocketKind.PUSH);
    one.bind(ENDPOINT);
    String inUse = "bind " + ENDPOINT + ": Address already in use";
    refused(ZmqFailure.BAD_ENDPOINT, () -> other.bind(ENDPOINT), inUse);
    refused(ZmqFailure.BAD_ENDPOINT, () -> other.bind(ENDPOINT), inUse);
    assertThat(one.unbind(null)).isEqualTo(ENDPOINT);
    assertThat(inprocNames).isEmpty();
    assertThat(other.bind(ENDPOINT)).isEqualTo(ENDPOINT);
  }

  @Test
  void shouldKeepTheSendBufferOfABind() {
    Socket push = socket(SocketKind.PUSH);
    push.setSendBufferSize(12_345);
    Endpoints endpoints = loopSocket(SocketKind.PUSH, push).endpoints();
    String bound = endpoints.bind(TCP);
    assertThat(push.getSendBufferSize()).isEqualTo(12_345);
    refused(
        ZmqFailure.BAD_ENDPOINT,
        () -> endpoints.bind(bound),
        "bind " + bound + ": Address already in use");
    assertThat(push.getSendBufferSize()).isEqualTo(12_345);
  }

  @Test
  void shouldAskAboutPeersFromTheFirstBindOn() {
    Socket push = socket(SocketKind.PUSH);
    Endpoints endpoints = loopSocket(SocketKind.PUSH, push).endpoints();
    endpoints.askOnBind("domain");
    endpoints.bind(ENDPOINT);
    endpoints.connect(elsewhere);
    assertThat(push.getZapDomain()).isEmpty();
    endpoints.bind(TCP);
    assertThat(push.getZapDomain()).isEqualTo("domain");
    endpoints.askOnBind("another");
    endpoints.bind(TCP);
    assertThat(push.getZapDomain()).isEqualTo("domain");
  }

  @Test
  void shouldNotAskAboutPeersUnlessItIsToBe() {
    Socket push = socket(SocketKind.PUSH);
    loopSocket(SocketKind.PUSH, push).endpoints().bind(TCP);
    assertThat(push.getZapDomain()).isEmpty();
  }

  @Test
  void shouldNotConnectGroupsToNowhere() {
    LoopSocket dish = loopSocket(SocketKind.DISH, socket(SocketKind.DISH));
    dish.groups().join("group");
    refused(
        ZmqFailure.WRONG_STATE,
        () -> dish.endpoints().connect(ENDPOINT),
        "connect "
            + ENDPOINT
            + ": nothing is bound there yet, so JeroMQ would lose one of the groups [group]; bind first, or join later");
    dish.endpoints().connect(elsewhere);
    endpoints(SocketKind.RADIO).bind(ENDPOINT);
    assertThat(dish.endpoints().connect(ENDPOINT)).isEqualTo(ENDPOINT);
  }

  @Test
  void shouldUndoWhatIsNamedOrTheLast() {
    Endpoints push = endpoints(SocketKind.PUSH);
    String first = push.bind(TCP);
    String second = push.bind(TCP);
    String third = push.bind("tcp://127.0.0.1:0");
    push.connect(elsewhere);
    assertThat(push.unbind(first)).isEqualTo(first);
    assertThat(push.unbind("tcp://127.0.0.1:0")).isEqualTo(third);
    refused(
        ZmqFailure.BAD_ENDPOINT,
        () -> push.disconnect(second),
        "disconnect " + second + ": isn't one of this socket's: " + second + ", " + elsewhere);
    assertThat(push.unbind(null)).isEqualTo(second);
    refused(ZmqFailure.WRONG_STATE, () -> push.unbind(null), "unbind: there is none to undo");
    assertThat(push.disconnect(null)).isEqualTo(elsewhere);
    refused(
        ZmqFailure.WRONG_STATE, () -> push.disconnect(null), "disconnect: there is none to undo");
    assertThat(push.all()).isEmpty();
  }

  @Test
  void shouldFreeAPortBeforeItReturns() {
    Endpoints push = endpoints(SocketKind.PUSH);
    for (int i = 0; i < 20; i++) {
      LoopSocket socket = loopSocket(SocketKind.PUSH, socket(SocketKind.PUSH));
      socket.connections().watch(false);
      String bound = socket.endpoints().bind(TCP);
      socket.endpoints().unbind(bound);
      assertThat(push.bind(bound)).isEqualTo(bound);
    }
  }

  @Test
  void shouldDisconnect() {
    Socket push = socket(SocketKind.PUSH);
    Endpoints endpoints = loopSocket(SocketKind.PUSH, push).endpoints();
    endpoints.connect(elsewhere);
    endpoints.disconnect(elsewhere);
    assertThat(push.disconnect(elsewhere)).isFalse();
  }

  @Test
  void shouldNotTakeWhatNoThreadMayCarryForConnected() {
    Socket push = socket(SocketKind.PUSH);
    push.setAffinity(2); // the second of one
    Endpoints endpoints = loopSocket(SocketKind.PUSH, push).endpoints();
    refused(
        ZmqFailure.BAD_ENDPOINT,
        () -> endpoints.connect(elsewhere),
        "connect " + elsewhere + ": No thread available");
    assertThat(endpoints.all()).isEmpty();
  }

  @Test
  void shouldFreeItsNamesAtOnceWhenItIsCleared() {
    Endpoints push = endpoints(SocketKind.PUSH);
    push.bind(TCP);
    push.bind(ENDPOINT);
    push.clear();
    assertThat(push.all()).isEmpty();
    assertThat(inprocNames).isEmpty();
    assertThat(endpoints(SocketKind.PUSH).bind(ENDPOINT)).isEqualTo(ENDPOINT);
  }
}
