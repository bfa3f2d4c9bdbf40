// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.ForeignPair;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import io.zmqchans.support.Route;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** Ready-made sockets, of a context that isn't the verticle's. */
class AdoptTest {
  private final ForeignPair foreign = new ForeignPair();
  private Node node;

  @BeforeEach
  void deploy() {
    node = Route.SOCKET.deploy(socket("other", "pair").put("bind", "inproc://x"));
  }

  @AfterEach
  void close() {
    foreign.peer.close();
    node.close();
    foreign.expectNoneOpen();
  }

  private JsonObject adopt(SocketOptions options) {
    return Node.await(node.verticle().adopt(options, foreign.readyMade));
  }

  private static SocketOptions options() {
    return new SocketOptions().setName("adopted").setType("pair");
  }

  @Test
  void shouldRelayBothWays() {
    BlockingQueue<ZmqMessage> received = node.collect("zmq.adopted.out");

    JsonObject reply = adopt(options());

    assertThat(reply)
        .isEqualTo(
            socket("adopted", "pair")
                .put("in", "zmq.adopted.in")
                .put("out", "zmq.adopted.out")
                .put("control", "zmq.adopted.control")
                .put("events", "zmq.adopted.events")
                .put("endpoints", new JsonArray().add("inproc://ready")));
    assertThat(foreign.peer.sendMore("a") && foreign.peer.send("b")).isTrue();
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("early"));
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("a", "b"));
    node.send("adopted", ZmqMessage.of("c", "d"));
    assertThat(foreign.peer.recvStr()).isEqualTo("c");
    assertThat(foreign.peer.recvStr()).isEqualTo("d");
  }

  @Test
  void shouldTakeRuntimeCommands() {
    adopt(options());

    assertThat(node.command("adopted", "set", "option", "linger", "value", 7).getInteger("value"))
        .isEqualTo(7);
    assertThat(node.command("adopted", "get", "option", "type").getString("value"))
        .isEqualTo("pair");
    assertThat(node.command("adopted", "unbind").getString("endpoint")).isEqualTo("inproc://ready");
    String bound =
        node.command("adopted", "bind", "endpoint", "tcp://127.0.0.1:*").getString("endpoint");
    assertThat(node.endpoint("adopted")).isEqualTo(bound);
    assertThat(node.command(null, "list").getJsonArray("sockets")).hasSize(2);
    expectLinger(7);
  }

  private void expectLinger(int millis) {
    Future<Integer> linger = node.verticle().execute("adopted", ZMQ.Socket::getLinger);
    assertThat(Node.await(linger)).isEqualTo(millis);
  }

  @Test
  void shouldTellOfPeersThatComeAfterIt() {
    foreign.readyMade.close();
    ZMQ.Socket pull = foreign.open(SocketType.PULL);
    int port = pull.bindToRandomPort("tcp://127.0.0.1");
    Node.await(node.verticle().adopt(options().setType("pull"), pull));

    ZMQ.Socket push = foreign.open(SocketType.PUSH);
    push.connect("tcp://127.0.0.1:" + port);

    assertThat(node.command("adopted", "awaitPeers", "timeout", 20_000).getInteger("peers"))
        .isEqualTo(1);
    assertThat(node.stats("adopted").getInteger("peers")).isEqualTo(1);
    push.close();
  }

  @Test
  void shouldAddEndpointsAndOptionsToWhatItHas() {
    JsonObject reply = // the names of its context are none of this one's
        adopt(
            options()
                .setBind("inproc://x", "tcp://127.0.0.1:*")
                .setOption("linger", 9)
                .setOut("elsewhere"));

    JsonArray endpoints = reply.getJsonArray("endpoints");
    assertThat(endpoints).hasSize(3);
    assertThat(endpoints.getString(0)).isEqualTo("inproc://ready");
    assertThat(endpoints.getString(1)).isEqualTo("inproc://x");
    assertThat(endpoints.getString(2)).matches("tcp://127\\.0\\.0\\.1:[1-9][0-9]*");
    BlockingQueue<ZmqMessage> received = node.collect("elsewhere");
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("early"));
    expectLinger(9);
  }

  @Test
  void shouldDisconnectWhatWasConnectedBefore() {
    ZMQ.Socket connected = foreign.open(SocketType.PUSH);
    connected.connect("tcp://127.0.0.1:1");
    Node.await(
        node.verticle().adopt(new SocketOptions().setName("push").setType("push"), connected));

    assertThat(node.endpoint("push")).isEqualTo("tcp://127.0.0.1:1");
    assertThat(node.command("push", "disconnect").getString("endpoint"))
        .isEqualTo("tcp://127.0.0.1:1");
    foreign.readyMade.close();
  }

  @Test
  void shouldLeaveASocketOfAnotherTypeToItsOwner() {
    Refusal.of(ZmqFailure.WRONG_STATE, () -> adopt(options().setType("dealer")))
        .contains("socket 'adopted'", "DEALER", "PAIR");

    foreign.expectUsableByItsOwner();
    Refusal.noHandlers(node, "zmq.adopted.in");
  }

  @Test
  void shouldLeaveASocketToItsOwnerWhenTheNameIsTaken() {
    Refusal.of(ZmqFailure.WRONG_STATE, () -> adopt(options().setName("other"))).contains("'other'");

    foreign.expectUsableByItsOwner();
  }

  @Test
  void shouldRefuseASocketThatItHasAlready() {
    adopt(options());

    Refusal.of(ZmqFailure.WRONG_STATE, () -> adopt(options().setName("again")))
        .contains("'again'", "'adopted'");

    node.send("adopted", "still here");
    assertThat(foreign.peer.recvStr()).isEqualTo("still here");
  }

  @Test
  void shouldLeaveASocketToItsOwnerWhenItCannotBeSetUp() {
    BlockingQueue<ZmqMessage> received = node.collect("zmq.adopted.out");
    SocketOptions wrong = options().setBind("inproc://mine", "nowhere");
    for (int i = 0; i < 3; i++) {
      Refusal.of(ZmqFailure.BAD_ENDPOINT, () -> adopt(wrong))
          .contains("socket 'adopted'", "bind nowhere");
    }
    assertThat(node.command(null, "list").getJsonArray("sockets")).hasSize(1);
    assertThat(foreign.readyMade.bind("inproc://mine")).isTrue();
    assertThat(received).isEmpty();
    foreign.expectUsableByItsOwner();
  }

  @Test
  void shouldLeaveASocketToItsOwnerWhenNotDeployed() {
    ZmqVerticle notDeployed = new ZmqVerticle();

    Refusal.of(ZmqFailure.CLOSED, () -> Node.await(notDeployed.adopt(options(), foreign.readyMade)))
        .contains("isn't deployed");

    foreign.expectUsableByItsOwner();
  }

  @Test
  void shouldCloseItOnCommand() {
    adopt(options());

    node.command("adopted", "close");

    foreign.peer.close();
    foreign.expectNoneOpen();
  }
}
