// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.LibzmqSocket;
import io.zmqchans.support.Node;
import io.zmqchans.support.PythonPeer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ.Curve;
import org.zeromq.ZMQ.Curve.KeyPair;

/** CURVE with consumers that come late: JeroMQ corrupts what meets a full pipe (#1009). */
class CurveFlowInteropIT {
  private static final KeyPair SERVER = Curve.generateKeyPair();
  private static final KeyPair CLIENT = Curve.generateKeyPair();
  private static final int MEBIBYTE = 1 << 20;

  /** {@code maxmsgsize} and 16 MiB. */
  private static final int LIMIT = 17 * MEBIBYTE;

  private Node node;

  @BeforeAll
  static void needsLibzmq() {
    PythonPeer.assumeAvailable();
  }

  @AfterEach
  void closeNode() {
    node.close();
  }

  private void deploy(JsonObject options) {
    JsonObject pull =
        Node.socket("pull", "pull")
            .put("bind", "tcp://127.0.0.1:*")
            .put("maxInFlight", 1)
            .put("options", options)
            .put("curve", new JsonObject().put("server", true).put("secretKey", SERVER.secretKey));
    node =
        Node.deploy(
            ThreadingModel.WORKER,
            new JsonObject()
                .put("auth", new JsonObject().put("keys", new JsonArray().add(CLIENT.publicKey)))
                .put("sockets", new JsonArray().add(pull)));
  }

  private ChildProcess flood(int count, int size) {
    return PythonPeer.start(
        "flood.py",
        node.endpoint("pull"),
        count,
        size,
        SERVER.publicKey,
        CLIENT.publicKey,
        CLIENT.secretKey);
  }

  /** Message i is its number and dots. */
  private static long number(ZmqMessage message, int size) {
    assertThat(message.size()).isEqualTo(1);
    byte[] frame = message.array(0);
    assertThat(frame).hasSize(size);
    for (int i = Long.BYTES; i < size; i++) {
      assertThat(frame[i]).isEqualTo((byte) '.');
    }
    return ByteBuffer.wrap(frame).getLong();
  }

  @Test
  void shouldNotCorruptWhatWaitsForAConsumer() {
    deploy(new JsonObject().put("rcvhwm", 10));
    int count = 3000;
    try (ChildProcess flood = flood(count, 100)) {
      flood.awaitLine("sent");
      Eventually.until(
          () -> "the consumer is missed", () -> node.stats("pull").getBoolean("paused"));

      BlockingQueue<ZmqMessage> received = node.collect("zmq.pull.out");

      for (int i = 0; i < count; i++) {
        assertThat(number(Node.next(received), 100)).isEqualTo(i);
      }
    }
  }

  @Test
  void shouldCutPeersOffWhenTooMuchWaitsAndTakeThemBack() {
    deploy(new JsonObject().put("maxmsgsize", MEBIBYTE));
    int size = 64 << 10;
    try (ChildProcess flood = flood(4000, size);
        LibzmqSocket late = late()) {
      Eventually.until(() -> "a connection", () -> node.stats("pull").getInteger("peers") > 0);
      Eventually.until(() -> "it is cut", () -> node.stats("pull").getInteger("peers") == 0);

      BlockingQueue<ZmqMessage> received = node.collect("zmq.pull.out");

      List<Long> numbers = new ArrayList<>();
      do {
        numbers.add(number(Node.next(received), size));
      } while (numbers.size() == numbers.get(numbers.size() - 1) + 1); // until something is missing
      assertThat((numbers.size() - 1L) * size).isBetween(LIMIT / 2L, LIMIT + 2L * MEBIBYTE);
      flood.kill();
      late.connect(node.endpoint("pull")).send("taken back");
      while (!Node.next(received).equals(ZmqMessage.of("taken back"))) {
        // The rest of the flood.
      }
    }
  }

  private static LibzmqSocket late() {
    return new LibzmqSocket("push")
        .set("curve_serverkey", SERVER.publicKey)
        .set("curve_publickey", CLIENT.publicKey)
        .set("curve_secretkey", CLIENT.secretKey);
  }
}
