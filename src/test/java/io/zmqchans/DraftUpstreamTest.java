// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.next;
import static io.zmqchans.support.Node.socket;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Besieged;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Pairing;
import io.zmqchans.support.RawPeer;
import io.zmqchans.support.RelayFixture;
import io.zmqchans.support.Zmtp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What peers may send to draft types although these have no such message. */
class DraftUpstreamTest extends RelayFixture {
  private static final byte[] PART = Zmtp.frame(Zmtp.MORE, "part");
  private static final byte[] END = Zmtp.frame(0, "end");
  private static final byte[] NEXT = Zmtp.frame(0, "next");

  private RawPeer bound(JsonObject socket, String peerType) {
    deploy(ThreadingModel.WORKER, socket.put("bind", "tcp://127.0.0.1:*"));
    return new RawPeer(node.endpoint("socket")).shakeHands(peerType);
  }

  private static byte[] toGroup(String group, String body) {
    return Zmtp.all(Zmtp.frame(Zmtp.MORE, group), Zmtp.frame(0, body));
  }

  /** JeroMQ's own CLIENT and GATHER would never return from it. */
  @ParameterizedTest
  @CsvSource({"client, SERVER", "gather, SCATTER", "channel, CHANNEL"})
  void shouldCountAndReportAMessageOfSeveralFrames(String type, String peerType) {
    try (RawPeer peer = bound(socket("socket", type), peerType)) {
      BlockingQueue<JsonObject> events = events("socket");
      BlockingQueue<ZmqMessage> received = received("socket");
      peer.send(PART, END, PART, PART, PART, END, NEXT);
      assertThat(next(received)).isEqualTo(ZmqMessage.of("next"));
      assertThat(figure("socket", "received")).isEqualTo(3);
      assertThat(figure("socket", "undecodable")).isEqualTo(2);
      awaitFigure("socket", "delivered", 1);
      JsonObject event = next(events);
      assertThat(event.getString("event")).isEqualTo("undecodable");
      assertThat(event.getString("reason"))
          .isEqualTo("a " + type + "'s message is one frame, found 2 frames");
    }
  }

  @Test
  void shouldThrowAwayWhatComesToAScatter() {
    try (RawPeer peer = bound(socket("socket", "scatter"), "GATHER")) {
      for (int i = 0; i < 3000; i++) { // more than rcvhwm, above which JeroMQ wouldn't see it leave
        peer.send(PART, END);
      }
      node.send("socket", "still here");
      assertThat(peer.readFrame()).asString().isEqualTo("still here");
      assertThat(figure("socket", "received")).isZero();
      assertThat(figure("socket", "undecodable")).isZero();
      peer.end().awaitEnd();
      Eventually.until(() -> "no peer", () -> figure("socket", "peers") == 0);
    }
  }

  @Test
  void shouldNotSeeAMessageOfSeveralFramesToAServer() {
    try (RawPeer peer = bound(socket("socket", "server"), "CLIENT")) {
      BlockingQueue<ZmqMessage> received = received("socket");
      peer.send(PART, END, PART, PART, PART, END, NEXT);
      ZmqMessage message = next(received);
      assertThat(message.string(1)).isEqualTo("next");
      assertThat(figure("socket", "received")).isEqualTo(1);
      node.send("socket", ZmqMessage.of(message.bytes(0), "answer"));
      assertThat(peer.readFrame()).asString().isEqualTo("answer");
    }
  }

  @ParameterizedTest
  @CsvSource({"identity of five", "1234"})
  void shouldNotLetAClientChooseItsRoutingId(String identity) {
    deploy(ThreadingModel.WORKER, socket("socket", "server").put("bind", "tcp://127.0.0.1:*"));
    try (RawPeer peer = new RawPeer(node.endpoint("socket")).greet()) {
      peer.verdict();
      peer.ready("Socket-Type", "CLIENT", "Identity", identity).send(NEXT);
      BlockingQueue<ZmqMessage> received = received("socket");
      assertThat(next(received).bytes(0)).hasSize(4).isNotEqualTo(identity.getBytes(US_ASCII));
    }
  }

  @Test
  void shouldGiveADishNothingOfOtherGroupsOrWithoutOne() {
    JsonObject dish = socket("socket", "dish").put("join", "ours");
    try (RawPeer peer = bound(dish, "RADIO");
        RawPeer other = new RawPeer(node.endpoint("socket")).shakeHands("RADIO")) {
      BlockingQueue<ZmqMessage> received = received("socket");
      for (int i = 0; i < 10_000; i++) {
        peer.send(toGroup("theirs", "not this"));
      }
      peer.send(toGroup("ours", "this"));
      assertThat(next(received)).isEqualTo(ZmqMessage.of("ours", "this"));
      peer.send(NEXT).awaitEnd();
      other.send(PART, PART, END).awaitEnd();
      assertThat(figure("socket", "received")).isEqualTo(1);
    }
  }

  /** JeroMQ's RADIO would keep it as a member, also when it has gone. */
  @Test
  void shouldBeAMemberOnceHoweverOftenItJoins() {
    byte[] join = Zmtp.frame(Zmtp.COMMAND, Zmtp.body("JOIN", new byte[] {'g'}));
    byte[] leave = Zmtp.frame(Zmtp.COMMAND, Zmtp.body("LEAVE", new byte[] {'g'}));
    byte[] end = Zmtp.frame(Zmtp.COMMAND, Zmtp.body("JOIN", new byte[] {'h'}));
    try (RawPeer peer = bound(socket("socket", "radio"), "DISH");
        RawPeer late = new RawPeer(node.endpoint("socket")).shakeHands("DISH")) {
      peer.send(join, join, leave, end);
      node.vertx()
          .setPeriodic(
              10,
              id -> {
                node.vertx().eventBus().send("zmq.socket.in", ZmqMessage.of("g", "not this"));
                node.vertx().eventBus().send("zmq.socket.in", ZmqMessage.of("h", "this"));
              });
      List<String> heard = new ArrayList<>();
      while (heard.size() < 10) {
        String group = new String(peer.readFrame(), US_ASCII);
        peer.readFrame();
        if (group.equals("h") || heard.contains("h")) { // which was said after all the rest
          heard.add(group);
        }
      }
      assertThat(heard).containsOnly("h");
      late.send(join);
      assertThat(late.readFrame()).asString().isEqualTo("g");
    }
  }

  /** JeroMQ's RADIO throws at them, and with ZMTP 2 its context never ended. */
  @Test
  void shouldSurviveCommandsWithoutANameToARadio() {
    List<byte[]> commands = List.of(new byte[0], new byte[] {-1}, new byte[] {-128, 'J', 'O'});
    JsonObject old = new JsonObject().put("zap_domain", "");
    try (Besieged radio = new Besieged(List.of(Pairing.RADIO), old)) {
      for (byte[] each : commands) {
        byte[] command = Zmtp.frame(Zmtp.COMMAND, each);
        radio.sendEach(
            Pairing.RADIO,
            List.of(
                Zmtp.all(Zmtp.greeting2(15), command, command),
                Zmtp.all(Zmtp.handshake("DISH"), command, command)));
      }
      radio.isWell();
    }
  }
}
