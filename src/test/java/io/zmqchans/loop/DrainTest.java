// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrainTest {
  private static final long LIMIT_SECONDS = 20;

  private SocketChannel sender;
  private SocketChannel receiver;

  @BeforeEach
  void connect() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      sender = SocketChannel.open(server.getLocalAddress());
      receiver = server.accept();
    }
    sender.configureBlocking(false);
  }

  @AfterEach
  void close() throws IOException {
    sender.close();
    receiver.close();
  }

  /** As much as TCP takes; returns how much that is. */
  private long fill() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    long all = 0;
    for (int n; (n = sender.write(bytes.rewind())) > 0; ) {
      all += n;
    }
    return all;
  }

  private void read(long count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    for (long left = count; left > 0; ) {
      left -= receiver.read(bytes.clear());
    }
  }

  private CompletableFuture<Void> await(long seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    return CompletableFuture.runAsync(() -> Drain.await(List.of(sender), end));
  }

  @Test
  void shouldWaitUntilThereIsRoom() throws Exception {
    long written = fill();
    CompletableFuture<Void> waiting = await(1000 * LIMIT_SECONDS);
    assertThatThrownBy(() -> waiting.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);

    read(written);

    assertThat(waiting.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void shouldNotWaitForMoreThanItsTime() throws Exception {
    assertThat(fill()).isPositive();
    assertThat(await(1).get(LIMIT_SECONDS, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void shouldNotWaitForAClosedConnection() throws Exception {
    assertThat(fill()).isPositive();
    sender.close();
    assertThat(await(1000 * LIMIT_SECONDS).get(LIMIT_SECONDS, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void shouldNotWaitForAConnectionThatIsClosedMeanwhile() throws Exception {
    assertThat(fill()).isPositive();
    CompletableFuture<Void> waiting = await(1000 * LIMIT_SECONDS);
    assertThatThrownBy(() -> waiting.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);

    sender.close();

    assertThat(waiting.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isNull();
  }
}
