// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.RunningLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a receiver is told of the connections that its socket made. */
class LinksTest {
  private final RunningLoop running = new RunningLoop();
  private final List<String> told = new ArrayList<>();
  private final List<SocketChannel> channels = new ArrayList<>();
  private final Links links = new Links(running.loop(), new LinkTeller(told));
  private ServerSocketChannel one;
  private ServerSocketChannel another;

  private static ServerSocketChannel listen() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0));
  }

  @BeforeEach
  void open() throws IOException {
    one = listen();
    another = listen();
  }

  @AfterEach
  void close() throws IOException {
    running.close();
    for (SocketChannel each : channels) {
      each.close();
    }
    one.close();
    another.close();
  }

  /** From this port, or for 0 from any. */
  private SocketChannel connect(ServerSocketChannel server, int port) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channels.add(channel);
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.connect(server.getLocalAddress());
    return channel;
  }

  private static int port(SocketChannel channel) throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  /** All that the receiver was told by now. */
  private List<String> told() {
    return running.call(() -> List.copyOf(told));
  }

  @Test
  void shouldTellOfAConnectionAndItsEnd() throws IOException {
    SocketChannel channel = connect(one, 0);
    String link = "127.0.0.1:" + port(channel);

    links.made(channel);
    assertThat(told()).containsExactly("made " + link);
    links.gone(channel);
    links.gone(channel);
    assertThat(told()).containsExactly("made " + link, "lost " + link);
  }

  @Test
  void shouldNotTellOfAConnectionThatWasGoneAtOnce() throws IOException {
    SocketChannel channel = connect(one, 0);
    channel.close();
    links.made(channel);
    links.gone(channel);
    assertThat(told()).isEmpty();
  }

  @Test
  void shouldFindTheEndedOnes() throws IOException {
    SocketChannel ended = connect(one, 0);
    SocketChannel open = connect(one, 0);
    String link = "127.0.0.1:" + port(ended);
    links.made(ended);
    links.made(open);
    ended.close();

    links.sweep();

    assertThat(told()).hasSize(3).endsWith("lost " + link);
  }

  @Test
  void shouldLookForEndedOnesWhenAnotherIsMade() throws IOException {
    SocketChannel ended = connect(one, 0);
    int port = port(ended);
    links.made(ended);
    ended.close();

    SocketChannel next = connect(another, port);
    links.made(next);

    String link = "127.0.0.1:" + port;
    assertThat(told()).containsExactly("made " + link, "lost " + link, "made " + link);
    assertThat(next.isConnected()).isTrue();
    next.configureBlocking(false);
    assertThat(next.read(ByteBuffer.allocate(1))).as("it isn't cut off").isZero();
  }

  @Test
  void shouldCutOffTheSecondFromTheSamePort() throws IOException {
    SocketChannel first = connect(one, 0);
    SocketChannel second = connect(another, port(first));
    String link = "127.0.0.1:" + port(first);
    links.made(first);
    links.made(second);

    assertThat(second.read(ByteBuffer.allocate(1))).as("it is cut off").isEqualTo(-1);
    links.gone(second);
    assertThat(told()).doesNotContain("lost " + link);
    links.gone(first);
    assertThat(told()).endsWith("lost " + link);
  }
}
