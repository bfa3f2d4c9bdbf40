// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SelectorSleeperTest {
  private static final long NO_END = 0;

  private final SelectorSleeper sleeper = new SelectorSleeper();
  private Pipe pipe;

  @BeforeEach
  void open() throws IOException {
    sleeper.open();
    pipe = Pipe.open();
    pipe.source().configureBlocking(false);
  }

  @AfterEach
  void close() throws IOException {
    sleeper.close();
    pipe.source().close();
    pipe.sink().close();
  }

  @Test
  void shouldHaveNothingToDoWithARemovedChannel() throws IOException {
    sleeper.add(pipe.source(), null);
    pipe.sink().write(ByteBuffer.allocate(1));

    sleeper.remove(pipe.source());

    assertThat(pipe.source().isRegistered()).isFalse();
    sleeper.look(); // a signal would be for no socket, and fail
  }

  @Test
  void shouldTakeItThatAChannelIsNotThere() {
    sleeper.remove(pipe.source());
    sleeper.remove((SelectableChannel) null);

    assertThat(pipe.source().isRegistered()).isFalse();
  }

  @Test
  void shouldSleepUntilItIsWoken() throws Exception {
    CompletableFuture<Void> sleep = CompletableFuture.runAsync(() -> sleeper.sleep(NO_END));
    assertThatThrownBy(() -> sleep.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);

    sleeper.wake();

    assertThat(sleep.get(20, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void shouldNotSleepWhenWokenBefore() throws Exception {
    sleeper.wake();
    CompletableFuture<Void> sleep = CompletableFuture.runAsync(() -> sleeper.sleep(NO_END));
    assertThat(sleep.get(20, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void shouldCloseItsSelector() {
    sleeper.close();
    assertThatThrownBy(sleeper::look).isInstanceOf(ClosedSelectorException.class);
  }

  @Test
  void shouldCloseWithoutHavingBeenOpened() {
    SelectorSleeper never = new SelectorSleeper();
    never.close();
    assertThatThrownBy(never::look).isInstanceOf(NullPointerException.class);
  }
}
