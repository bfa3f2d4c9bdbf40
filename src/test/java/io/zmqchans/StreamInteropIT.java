// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.zmqchans.support.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A {@code stream} socket with plain TCP sockets. */
class StreamInteropIT {
  private static final int MILLIS = (int) TimeUnit.SECONDS.toMillis(20);
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private Node node;
  private BlockingQueue<ZmqMessage> received;

  @AfterEach
  void close() {
    node.close();
  }

  private void deploy() {
    JsonObject sockets =
        new JsonObject().put("sockets", new JsonArray().add(Node.socket("s", "stream")));
    node = Node.deploy(ThreadingModel.WORKER, sockets);
    received = node.collect(node.address("s", "out"));
  }

  private void bind() {
    deploy();
    node.command("s", "bind", "endpoint", "tcp://127.0.0.1:*");
  }

  private Socket client() throws IOException {
    Socket client = new Socket(LOOPBACK, URI.create(node.endpoint("s")).getPort());
    client.setSoTimeout(MILLIS);
    return client;
  }

  /** Our name for the peer that just connected. */
  private byte[] connected() {
    ZmqMessage message = Node.next(received);
    byte[] id = message.bytes(0);
    assertThat(id).hasSize(5).startsWith(0);
    assertThat(message).isEqualTo(ZmqMessage.of(id, ""));
    return id;
  }

  private void assertTalks(Socket tcp, byte[] id) throws IOException {
    tcp.getOutputStream().write("theirs".getBytes(US_ASCII));
    StringBuilder data = new StringBuilder(); // TCP may cut it into pieces
    while (data.length() < "theirs".length()) {
      ZmqMessage piece = Node.next(received);
      assertThat(piece).isEqualTo(ZmqMessage.of(id, piece.bytes(1)));
      data.append(piece.string(1));
    }
    assertThat(data).hasToString("theirs");

    node.send("s", ZmqMessage.of(id, "ours"));
    assertThat(tcp.getInputStream().readNBytes("ours".length()))
        .isEqualTo("ours".getBytes(US_ASCII));
  }

  @Test
  void shouldTalkToEachClientUnderItsOwnId() throws IOException {
    bind();
    try (Socket first = client()) {
      byte[] firstId = connected();
      try (Socket second = client()) {
        byte[] secondId = connected();
        assertThat(secondId).isNotEqualTo(firstId);
        assertTalks(second, secondId);
        assertTalks(first, firstId);
      }
    }
  }

  @Test
  void shouldTalkToTheServerItConnectsTo() {
    deploy();
    NetServer echo = node.vertx().createNetServer().connectHandler(tcp -> tcp.handler(tcp::write));
    int port = Node.await(echo.listen(0, "127.0.0.1")).actualPort();
    node.command("s", "connect", "endpoint", "tcp://127.0.0.1:" + port);
    StringBuilder data = new StringBuilder();
    while (!data.toString().contains("ours")) {
      ZmqMessage message = Node.next(received);
      if (message.equals(ZmqMessage.of(message.bytes(0), ""))) {
        // Connected; or JeroMQ gave a connection up, and this says so, or that there is another.
        data.setLength(0);
        node.send("s", ZmqMessage.of(message.bytes(0), "ours"));
      } else {
        data.append(message.string(1));
      }
    }
  }

  @Test
  void shouldCloseTheConnectionOfAnEmptyFrame() throws IOException {
    bind();
    try (Socket closed = client()) {
      byte[] closedId = connected();
      try (Socket other = client()) {
        byte[] otherId = connected();
        node.send("s", ZmqMessage.of(closedId, ""));
        assertThat(closed.getInputStream().read()).isEqualTo(-1);
        assertTalks(other, otherId);
      }
    }
  }

  @Test
  void shouldTellThatAClientIsGone() throws IOException {
    bind();
    byte[] id;
    try (Socket client = client()) {
      id = connected();
      assertTalks(client, id);
    }
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of(id, ""));
  }
}
