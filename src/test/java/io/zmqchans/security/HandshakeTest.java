// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Node;
import io.zmqchans.support.RawPeer;
import io.zmqchans.support.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What peers that may lie find at the door of a socket without a mechanism. */
class HandshakeTest {
  private Node node;

  @AfterEach
  void closeNode() {
    if (node != null) {
      node.close();
    }
  }

  private static JsonObject pull() {
    return Node.socket("pull", "pull").put("bind", "tcp://127.0.0.1:*");
  }

  private void deploy(JsonObject auth, JsonObject socket) {
    JsonObject config = new JsonObject().put("sockets", new JsonArray().add(socket));
    node = Node.deploy(ThreadingModel.WORKER, auth == null ? config : config.put("auth", auth));
  }

  private RawPeer peer() {
    return new RawPeer(node.endpoint("pull"));
  }

  private String verdict() {
    try (RawPeer peer = peer()) {
      return peer.greet().verdict();
    }
  }

  private static JsonObject only(String list, String block) {
    return new JsonObject().put(list, new JsonArray().add(block));
  }

  @Test
  void shouldLetAnybodyInWithoutAuth() {
    deploy(null, pull());

    assertThat(verdict()).isEqualTo("READY");
  }

  @Test
  void shouldLetAnAllowedAddressInAndNoOther() {
    deploy(only("allow", "127.0.0.0/8"), pull());
    assertThat(verdict()).isEqualTo("READY");

    node.command(null, "auth", "auth", only("allow", "10.0.0.0/8"));
    assertThat(verdict()).isEqualTo("ERROR 400");
  }

  @Test
  void shouldKeepADeniedAddressOutUntilTheRulesAreOthers() {
    deploy(only("deny", "127.0.0.1"), pull());
    assertThat(verdict()).isEqualTo("ERROR 400");

    node.command(null, "auth", "auth", only("deny", "127.0.0.2"));
    assertThat(verdict()).isEqualTo("READY");
  }

  @Test
  void shouldLeaveThoseInWhoAreWhenTheRulesChange() {
    deploy(only("allow", "127.0.0.0/8"), pull());
    BlockingQueue<ZmqMessage> received = node.collect("zmq.pull.out");
    try (RawPeer peer = peer()) {
      assertThat(peer.greet().verdict()).isEqualTo("READY");
      peer.ready("Socket-Type", "PUSH");
      node.command(null, "auth", "auth", only("deny", "0.0.0.0/0"));

      peer.message("still here");

      assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("still here"));
    }
  }

  /** JeroMQ lets READY overwrite what ZAP said of a peer. */
  @Test
  void shouldNotBelieveWhatAPeerSaysOfItself() {
    deploy(only("allow", "127.0.0.1"), pull().put("headers", true));
    BlockingQueue<Message<ZmqMessage>> received = messages();
    try (RawPeer peer = peer()) {
      peer.greet().verdict();
      String[] lies = {"User-Id", "admin", "Peer-Address", "6.6.6.6", "X-0", "6.6.6.6\nadmin"};
      peer.ready("Socket-Type", "PUSH", lies[0], lies[1], lies[2], lies[3], lies[4], lies[5]);

      peer.message("let me");

      Message<ZmqMessage> message = Node.next(received);
      assertThat(message.body()).isEqualTo(ZmqMessage.of("let me"));
      assertThat(message.headers().get("zmq-peer")).isEqualTo("127.0.0.1");
      assertThat(message.headers().contains("zmq-user")).isFalse();
    }
  }

  @Test
  void shouldSayNothingOfThePeerUnlessAskedTo() {
    deploy(null, pull());
    BlockingQueue<Message<ZmqMessage>> received = messages();
    try (RawPeer peer = peer()) {
      peer.greet().verdict();
      peer.ready("Socket-Type", "PUSH").message("m");

      assertThat(Node.next(received).headers().isEmpty()).isTrue();
    }
  }

  private BlockingQueue<Message<ZmqMessage>> messages() {
    BlockingQueue<Message<ZmqMessage>> received = new LinkedBlockingQueue<>();
    Node.await(
        node.vertx().eventBus().<ZmqMessage>consumer("zmq.pull.out", received::add).completion());
    return received;
  }

  /** JeroMQ alone takes the first for ZMTP 1 and delivers it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "\1\0\5\0HEAD",
        "\u00ff\0\0\0\0\0\0\0\1\177\1\7\0\0\4\0evil",
        "\u00ff\0\0\0\0\0\0\0\1\177\0\7\1\0\5\0evil"
      })
  void shouldEndWhatIsNotZmtp3(String bytes) {
    deploy(null, pull());
    try (RawPeer peer = peer()) {
      peer.send(bytes.getBytes(StandardCharsets.ISO_8859_1)).awaitEnd();
    }
    assertThat(verdict()).isEqualTo("READY");
    assertThat(node.stats("pull").getInteger("received")).isZero();
  }

  @Test
  void shouldLeaveOldPeersToWhoWantsThem() {
    deploy(null, pull().put("options", new JsonObject().put("zap_domain", "")));
    BlockingQueue<ZmqMessage> received = node.collect("zmq.pull.out");
    try (RawPeer peer = peer()) {
      peer.send("\1\0\5\0hello".getBytes(StandardCharsets.ISO_8859_1)); // ZMTP 1: id, message

      assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("hell"));
    }
  }

  @Test
  void shouldTellTheAddressOfAStreamsPeer() {
    deploy(
        null, Node.socket("pull", "stream").put("bind", "tcp://127.0.0.1:*").put("headers", true));
    BlockingQueue<Message<ZmqMessage>> received = messages();
    try (RawPeer peer = peer()) {
      peer.send(new byte[] {1});

      assertThat(Node.next(received).headers().get("zmq-peer")).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void shouldNotGiveTheHandlersNameToASocket() {
    deploy(null, pull());

    Refusal.of(
            ZmqFailure.BAD_ENDPOINT,
            () -> node.command("pull", "bind", "endpoint", "inproc://zeromq.zap.01"))
        .contains("in use");
  }
}
