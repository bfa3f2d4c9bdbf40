// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Completable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who is connected, who waits for that, and who is cut off. */
class PeersTest extends ConnectionsFixture {
  private final Completable<Integer> result =
      (count, e) -> told.add(e == null ? "" + count : e.getMessage());

  private SocketChannel came(String endpoint) throws IOException {
    SocketChannel channel = connect();
    peers.came(channel, endpoint);
    return channel;
  }

  private static boolean isCut(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    return channel.read(ByteBuffer.allocate(1)) < 0;
  }

  @Test
  void shouldCountWhoIsConnected() throws IOException {
    SocketChannel one = came("a");
    SocketChannel other = came("a");
    assertThat(peers.count()).isEqualTo(2);
    assertThat(peers.connections()).containsExactlyInAnyOrder(one, other);
    one.close();
    assertThat(peers.count()).isOne();
    peers.gone(other);
    assertThat(peers.count()).isZero();
    assertThat(isCut(other)).isFalse();
  }

  @Test
  void shouldForgetWhoIsGone() throws IOException {
    came("a").close();
    SocketChannel other = came("a");
    assertThat(running.call(() -> List.copyOf(peers.connections()))).isEqualTo(List.of(other));
  }

  @Test
  void shouldTellAtOnceOfEnough() throws IOException {
    came("a");
    running.call(
        () -> {
          peers.await(1, result);
          return told.add("after");
        });
    assertThat(told()).containsExactly("1", "after");
  }

  @Test
  void shouldTellOnceThereAreEnough() throws IOException {
    running.call(
        () -> {
          peers.await(2, result);
          return null;
        });
    came("a");
    assertThat(told()).isEmpty();
    came("a");
    assertThat(told()).containsExactly("2");
    came("a");
    assertThat(told()).as("once").hasSize(1);
  }

  @Test
  void shouldNotTellOneThatDoesNotWaitAnyMore() throws IOException {
    running.call(
        () -> {
          peers.await(1, result);
          peers.await(1, (count, e) -> told.add("another"));
          peers.forget(result);
          return null;
        });
    came("a");
    assertThat(told()).containsExactly("another");
  }

  @Test
  void shouldTellThatNobodyComesAnyMore() {
    running.call(
        () -> {
          peers.await(1, result);
          peers.failAll(new IllegalStateException("as it is meant to"));
          peers.failAll(new IllegalStateException("again"));
          return null;
        });
    assertThat(told()).containsExactly("as it is meant to");
  }

  @Test
  void shouldCutAllOff() throws IOException {
    SocketChannel one = came("a");
    SocketChannel other = came("b");
    peers.cutAll();
    assertThat(isCut(one)).isTrue();
    assertThat(isCut(other)).isTrue();
    assertThat(isCut(came("a"))).isFalse();
  }

  @Test
  void shouldCutOffWhoComesWhenItsSocketIsClosed() throws IOException {
    SocketChannel one = came("a");
    peers.leave();
    assertThat(isCut(one)).isTrue();
    assertThat(isCut(came("a"))).isTrue();
  }

  @Test
  void shouldCutOffWhoComesWhileTooMuchWaits() throws IOException {
    Backlog backlog = new Backlog(1000);
    peers.bound(backlog);
    assertThat(isCut(came("a"))).isFalse();
    backlog.add(2000);
    assertThat(backlog.judge()).isTrue();
    assertThat(isCut(came("a"))).isTrue();
  }

  @Test
  void shouldCutOffThoseOfOneEndpointThatOutliveLinger() throws IOException {
    SocketChannel leaver = came("a");
    SocketChannel other = came("b");
    running.call(
        () -> {
          peers.leave(connection -> connection.endpoint().equals("a"), 0);
          return null;
        });
    CompletableFuture<Integer> read = new CompletableFuture<>();
    read.completeAsync(() -> readOne(leaver));
    assertThat(read.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(-1);
    assertThat(isCut(other)).isFalse();
  }

  private static int readOne(SocketChannel from) {
    try {
      return from.read(ByteBuffer.allocate(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
