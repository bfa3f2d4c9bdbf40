// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.Outgoing.IfBlocked;
import io.zmqchans.support.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Socket;
import zmq.Msg;
import zmq.ZError;

/** Why a message can't leave, by the type of the socket; and that others then can. */
class OutboxTypesTest extends OutboxFixture {
  @Test
  void shouldSayThatThereIsNoSuchPeer() {
    bound(SocketKind.ROUTER).setRouterMandatory(true);
    outbox.add(new Note("a", IfBlocked.WAIT, "nobody", "x"));
    assertThat(flush()).isOne();
    String id = ZmqMessage.of("nobody").toString();
    assertThat(told).containsExactly("a UNROUTABLE has no peer with the routing id " + id);
  }

  @Test
  void shouldSayThatAServerHasNoSuchPeer() {
    bound(SocketKind.SERVER);
    outbox.add(new Note("a", IfBlocked.WAIT, new byte[] {1, 2, 3, 4}, "x"));
    assertThat(flush()).isOne();
    assertThat(told).singleElement().asString().startsWith("a UNROUTABLE has no peer with the");
  }

  @Test
  void shouldSayThatNoReplyIsOwed() {
    bound(SocketKind.REP);
    add("a");
    assertThat(flush()).isOne();
    assertThat(told)
        .containsExactly("a WRONG_STATE owes no reply: no request came since the last one");
  }

  @Test
  void shouldWaitWithARequestForTheReplyToTheLast() {
    bound(SocketKind.REQ);
    connected(SocketKind.REP);
    add("a", "b");
    assertThat(flush()).isOne();
    assertThat(outbox.isBlocked()).isTrue();
    assertThat(told).containsExactly("a", "b?");
  }

  @Test
  void shouldSayThatTheContextIsGone() throws InterruptedException {
    ZMQ.Context another = ZMQ.context(1);
    Socket push = another.socket(SocketType.PUSH);
    outbox = new Outbox(SocketKind.PUSH, new RawSocket(push));
    add("a");
    Thread terminator = new Thread(another::term);
    terminator.start();
    Eventually.until(() -> "its end", () -> flush() > 0);
    push.close();
    terminator.join(20_000);
    assertThat(terminator.isAlive()).isFalse();
    assertThat(told).endsWith("a INTERNAL refused the message, errno " + ZError.ETERM);
  }

  @Test
  void shouldSendToAClient() {
    Socket server = bound(SocketKind.SERVER);
    Socket client = connected(SocketKind.CLIENT);
    assertThat(client.send("hello")).isTrue();
    byte[] id = Frames.ID.label(new RawSocket(server).receive());
    outbox.add(new Note("a", IfBlocked.WAIT, id, "text"));
    assertThat(flush()).isOne();
    assertThat(told).containsExactly("a");
    assertThat(outbox.sent().get()).isOne();
    assertThat(receive(client)).isEqualTo("text");
  }

  @Test
  void shouldSendToAGroup() {
    bound(SocketKind.RADIO);
    Socket dish = connected(SocketKind.DISH);
    dish.join("news");
    outbox.add(new Note("a", IfBlocked.WAIT, "news", "text"));
    outbox.add(new Note("b", IfBlocked.WAIT, "other", "text"));
    assertThat(flush()).isEqualTo(2);
    assertThat(told).containsExactly("a", "b");
    RawSocket raw = new RawSocket(dish);
    Msg part = raw.receive();
    assertThat(part.getGroup()).isEqualTo("news");
    assertThat(part.data()).isEqualTo("text".getBytes(ZMQ.CHARSET));
    assertThat(raw.receive()).isNull();
  }

  /** A connection to a STREAM, and the id that this knows it by. */
  private static final class Stream implements AutoCloseable {
    private final SocketChannel peer;
    private final byte[] id;

    Stream(Socket stream) throws IOException {
      URI uri = URI.create(stream.getLastEndpoint());
      peer = SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort()));
      peer.configureBlocking(false);
      stream.setReceiveTimeOut(20_000);
      id = stream.recv();
      assertThat(stream.recv()).isEmpty();
    }

    @Override
    public void close() throws IOException {
      peer.close();
    }
  }

  private Socket stream() {
    Socket stream = socket(SocketKind.STREAM);
    stream.bind("tcp://127.0.0.1:*");
    outbox = new Outbox(SocketKind.STREAM, new RawSocket(stream));
    return stream;
  }

  @Test
  void shouldNotSwallowWhatFollowsWhatAStreamRefused() throws IOException {
    try (Stream stream = new Stream(stream())) {
      outbox.add(new Note("a", IfBlocked.WAIT, "nobody", "x"));
      outbox.add(new Note("b", IfBlocked.WAIT, stream.id, "text"));
      assertThat(flush()).isEqualTo(2);
      ByteBuffer bytes = ByteBuffer.allocate(5);
      Eventually.until(
          () -> "the text, so far " + bytes,
          () -> {
            read(stream.peer, bytes);
            return bytes.position() >= 4;
          });
      assertThat(Arrays.copyOf(bytes.array(), 4)).isEqualTo("text".getBytes(ZMQ.CHARSET));
      assertThat(told).hasSize(2).endsWith("b");
    }
  }

  @Test
  void shouldLoseNothingWhenAStreamIsBlocked() throws IOException {
    try (Stream stream = new Stream(stream())) {
      int size = 1 << 18;
      int count = 0;
      while (!outbox.isBlocked()) {
        byte[] body = new byte[size];
        Arrays.fill(body, (byte) count++);
        outbox.add(new Note("a", IfBlocked.WAIT, stream.id, body));
        outbox.flush(100, Long.MAX_VALUE);
      }
      ByteBuffer bytes = ByteBuffer.allocate(count * size);
      Eventually.until(
          () -> "all that was sent, so far " + bytes,
          () -> {
            read(stream.peer, bytes);
            outbox.flush(100, Long.MAX_VALUE);
            return !bytes.hasRemaining();
          });
      for (int i = 0; i < count; i++) {
        assertThat(bytes.get(i * size)).isEqualTo((byte) i);
        assertThat(bytes.get((i + 1) * size - 1)).isEqualTo((byte) i);
      }
      assertThat(outbox.isEmpty()).isTrue();
    }
  }

  private static void read(SocketChannel from, ByteBuffer to) {
    try {
      from.read(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
