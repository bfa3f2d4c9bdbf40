// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.RawPeer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Socket;

/** What is received in another way, or not at all, by the type of the socket. */
class InboxTypesTest extends InboxFixture {
  /** What peers say to one that only sends is thrown away, whoever is meant to receive. */
  @ParameterizedTest
  @EnumSource(names = {"PUSH", "SCATTER"})
  void shouldThrowAwayWhatIsSaidToASender(SocketKind kind) {
    Inbox sender = bound(kind);
    Socket peer = connected(SocketKind.DEALER);
    sender.mute();
    send(peer, "one");
    assertThat(sender.receive(100, 100)).isOne();
    sender.divert(receiver("proxy: "));
    assertThat(sender.isProxied()).isTrue();
    send(peer, "two");
    assertThat(sender.receive(100, 100)).isOne();
    assertThat(sender.received().get()).isZero();
    assertThat(sender.receivedBytes().get()).isZero();
    assertThat(told).isEmpty();
  }

  @Test
  void shouldSayWhatDoesNotFit() {
    Inbox client = bound(SocketKind.CLIENT);
    send(connected(SocketKind.DEALER), "one", "two");
    assertThat(client.receive(100, 100)).isOne();
    assertThat(client.received().get()).isOne();
    assertThat(told)
        .containsExactly("a client's message is one frame, found 2 frames", "that was all");
  }

  @Test
  void shouldNotReceiveARequestWhileAReplyIsOwed() {
    Inbox rep = bound(SocketKind.REP);
    send(connected(SocketKind.REQ), "one");
    send(connected(SocketKind.REQ), "two");
    assertThat(rep.receive(100, 100)).isOne();
    assertThat(rep.receive(100, 100)).isZero();
    send(sockets.get(0), "reply");
    assertThat(rep.receive(100, 100)).isOne();
    assertThat(told).contains(text("one"), text("two"));
  }

  @Test
  void shouldNotGiveAwayTheRoutingTable() {
    Socket router = socket(SocketKind.ROUTER);
    router.bind(ENDPOINT);
    List<byte[]> ids = new ArrayList<>();
    Inbox inbox =
        new Inbox(
            SocketKind.ROUTER,
            new RawSocket(router),
            new Receiver() {
              @Override
              public int demand() {
                return 1;
              }

              @Override
              public void receive(ZmqMessage message) {
                ids.add(message.array(0));
              }
            });
    Socket dealer = connected(SocketKind.DEALER);
    send(dealer, "one");
    assertThat(inbox.receive(1, 100)).isOne();
    byte[] id = ids.get(0).clone();
    Arrays.fill(ids.get(0), (byte) 7);
    router.sendMore(id);
    router.send("reply");
    assertThat(dealer.recvStr(ZMQ.DONTWAIT)).isEqualTo("reply");
  }

  @Test
  void shouldNotJoinWhatXPubTears() {
    Inbox xpub = bound(SocketKind.XPUB);
    Socket xsub = connected(SocketKind.XSUB);
    send(xsub, "begin", "\1topic", "rest");
    send(xsub, "begin", "\0topic", "rest");
    send(xsub, "whole", "", "\2message");
    assertThat(xpub.receive(100, 100)).isEqualTo(5);
    assertThat(told)
        .containsExactly(
            text("\1topic"),
            text("rest"),
            text("\0topic"),
            text("rest"),
            text("whole", "", "\2message"),
            "that was all");
  }

  @Test
  void shouldKnowWhereAStreamsPeerIs() {
    Socket stream = socket(SocketKind.STREAM);
    stream.bind("tcp://127.0.0.1:*");
    Inbox inbox = new Inbox(SocketKind.STREAM, new RawSocket(stream), own);
    try (RawPeer peer = new RawPeer(stream.getLastEndpoint())) {
      peer.send(new byte[] {1});
      Eventually.until(() -> "a message", () -> inbox.receive(1, 100) > 0);
      assertThat(inbox.sender()).isEqualTo(new PeerInfo("127.0.0.1", ""));
    }
  }

  @Test
  void shouldKnowByWhichConnectionAMessageCame() {
    Socket pull = socket(SocketKind.PULL);
    pull.setHandshakeIvl(500); // a connect that hangs (#1022) is tried again
    pull.setSelfAddressPropertyName(PeerInfo.LINK);
    Socket push = socket(SocketKind.PUSH);
    push.setSndHWM(10);
    push.bind("tcp://127.0.0.1:*");
    pull.connect(push.getLastEndpoint());
    push.setSendTimeOut(20_000);
    send(push, "of", "two frames");
    Inbox inbox = new Inbox(SocketKind.PULL, new RawSocket(pull), own);
    Eventually.until(() -> "a message", () -> inbox.receive(1, 100) > 0);
    assertThat(inbox.link()).startsWith("127.0.0.1:");
    assertThat(inbox.sender()).as("nobody was asked who it is").isNull();
  }
}
