// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which connections are cut off after an endpoint was undone. */
class UndoneEndpointTest extends LoopSocketFixture {
  private static final String ONE = "tcp://127.0.0.1:1";
  private static final String OTHER = "tcp://127.0.0.1:2";

  private final List<SocketChannel> channels = new ArrayList<>();
  private ServerSocketChannel server;
  private LoopSocket push;

  @BeforeEach
  void listen() throws IOException {
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    push = loopSocket(SocketKind.PUSH, socket(SocketKind.PUSH));
    push.endpoints().connect(ONE);
    push.endpoints().connect(OTHER);
  }

  @AfterEach
  void listenNoMore() throws IOException {
    for (SocketChannel each : channels) {
      each.close();
    }
    server.close();
  }

  private SocketChannel came(String endpoint) throws IOException {
    SocketChannel channel = SocketChannel.open(server.getLocalAddress());
    channel.configureBlocking(false);
    channels.add(channel);
    push.peers().came(channel, endpoint);
    return channel;
  }

  private void awaitEndOfLinger() {
    Eventually.until(
        () -> "the end of linger",
        () -> {
          loop.leaving().look();
          return loop.leaving().isEmpty();
        });
  }

  private static boolean isCut(SocketChannel channel) throws IOException {
    return channel.read(ByteBuffer.allocate(1)) < 0;
  }

  @Test
  void shouldCutOffThoseOfThatEndpoint() throws IOException {
    SocketChannel one = came(ONE);
    SocketChannel other = came(OTHER);
    push.endpoints().disconnect(ONE);
    assertThat(isCut(one)).as("not before linger is over").isFalse();
    SocketChannel late = came(ONE);
    awaitEndOfLinger();
    assertThat(isCut(one)).isTrue();
    assertThat(isCut(late)).isTrue();
    assertThat(isCut(other)).isFalse();
  }

  @Test
  void shouldNotCutOffThoseOfALaterConnect() throws IOException {
    SocketChannel former = came(ONE);
    push.endpoints().disconnect(ONE);
    push.endpoints().connect(ONE);
    SocketChannel next = came(ONE);
    awaitEndOfLinger();
    assertThat(isCut(former)).isTrue();
    assertThat(isCut(next)).isFalse();
  }

  @Test
  void shouldCutOffThoseOfABind() throws IOException {
    String bound = push.endpoints().bind("tcp://127.0.0.1:*");
    SocketChannel one = came(bound);
    push.endpoints().unbind(null);
    awaitEndOfLinger();
    assertThat(isCut(one)).isTrue();
  }

  @Test
  void shouldCutOffNobodyWhileLingerHasNoEnd() {
    push.socket().setLinger(-1);
    push.endpoints().disconnect(ONE);
    assertThat(loop.leaving().isEmpty()).isTrue();
  }
}
