// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Messages.everyByte;
import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Messages;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A {@code stream} socket: plain TCP, a routing id before each piece of data. */
@ParameterizedClass
@MethodSource("io.zmqchans.support.Setting#models")
class StreamTest extends RelayFixture {
  private static final int TIMEOUT_MILLIS = 20_000;
  private static final byte[] UNKNOWN = {0, 9, 9, 9, 9};
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  @Parameter ThreadingModel model;
  private BlockingQueue<ZmqMessage> received;

  @BeforeEach
  void bind() {
    deploy(model, socket("stream", "stream").put("bind", "tcp://127.0.0.1:*"));
    received = received("stream");
  }

  private Socket client() throws IOException {
    Socket client =
        new Socket(
            InetAddress.getByAddress(LOOPBACK), URI.create(node.endpoint("stream")).getPort());
    client.setSoTimeout(TIMEOUT_MILLIS);
    return client;
  }

  /** The routing id of the client that connected last. */
  private byte[] connected() {
    ZmqMessage hello = Node.next(received);
    assertThat(hello.size()).isEqualTo(2);
    assertThat(hello.bytes(1)).isEmpty();
    return hello.bytes(0);
  }

  private byte[] data(byte[] id, int size) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (bytes.size() < size) {
      ZmqMessage next = Node.next(received);
      assertThat(next.bytes(0)).isEqualTo(id);
      bytes.writeBytes(next.bytes(1));
    }
    return bytes.toByteArray();
  }

  @Test
  void shouldRelayBytesBothWays() throws IOException {
    byte[] large = everyByte(1 << 20);
    try (Socket client = client()) {
      byte[] id = connected();
      client.getOutputStream().write(large);
      assertThat(data(id, large.length)).isEqualTo(large);
      node.send("stream", ZmqMessage.of(id, large));
      assertThat(client.getInputStream().readNBytes(large.length)).isEqualTo(large);
    }
  }

  @Test
  void shouldDeliverAnEmptyFrameOnDisconnect() throws IOException {
    byte[] id;
    try (Socket client = client()) {
      id = connected();
      client.getOutputStream().write('x');
      assertThat(data(id, 1)).containsExactly('x');
    }
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of(id, ""));
  }

  @Test
  void shouldCloseTheConnectionThatGetsAnEmptyFrame() throws IOException {
    try (Socket client = client()) {
      byte[] id = connected();
      node.send("stream", ZmqMessage.of(id, "!"));
      assertThat(client.getInputStream().read()).isEqualTo('!');
      node.send("stream", ZmqMessage.of(id, ""));
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void shouldTalkToAnotherStream() {
    node.command(null, "open", "options", socket("other", "stream"));
    BlockingQueue<ZmqMessage> other = received("other");
    node.command("other", "connect", "socket", "stream");
    byte[] id = connected();
    byte[] back = Node.next(other).bytes(0);
    node.send("other", ZmqMessage.of(back, "there"));
    assertThat(data(id, 5)).asString().isEqualTo("there");
    node.send("stream", ZmqMessage.of(id, "back"));
    assertThat(Node.next(other)).isEqualTo(ZmqMessage.of(back, "back"));
  }

  @Test
  void shouldKeepClientsApart() throws IOException {
    try (Socket one = client()) {
      byte[] first = connected();
      try (Socket two = client()) {
        byte[] second = connected();
        assertThat(second).isNotEqualTo(first);
        node.send("stream", ZmqMessage.of(second, "2"));
        node.send("stream", ZmqMessage.of(first, "1"));
        assertThat(one.getInputStream().read()).isEqualTo('1');
        assertThat(two.getInputStream().read()).isEqualTo('2');
      }
    }
  }

  @Test
  void shouldDeliverToAKnownIdAfterUnknownOnes() throws IOException {
    try (Socket client = client()) {
      byte[] id = connected();
      for (int i = 0; i < 20; i++) {
        assertThat(refusal("stream", ZmqMessage.of(UNKNOWN, "lost")))
            .hasMessageContaining("'stream'")
            .returns(ZmqFailure.UNROUTABLE.code(), e -> e.failureCode());
        byte[] body = Messages.everyByte(i + 1);
        node.send("stream", ZmqMessage.of(id, body));
        assertThat(client.getInputStream().readNBytes(i + 1)).isEqualTo(body);
      }
      assertThat(figure("stream", "refused")).isEqualTo(20);
      assertThat(figure("stream", "sent")).isEqualTo(20);
    }
  }

  @Test
  void shouldRouteAfterTheReceivedIdWasOverwritten() throws IOException {
    try (Socket client = client()) {
      ZmqMessage hello = Node.next(received);
      byte[] id = hello.bytes(0);
      Arrays.fill(hello.array(0), (byte) 7);
      node.send("stream", ZmqMessage.of(id, "x"));
      assertThat(client.getInputStream().read()).isEqualTo('x');
    }
  }
}
