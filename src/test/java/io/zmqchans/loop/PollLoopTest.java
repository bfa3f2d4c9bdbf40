// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.Leaks;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The loop, without a bus. */
class PollLoopTest {
  private static final int MORE_THAN_A_TURN = 2000;

  private final Leaks leaks = new Leaks();

  private record Task(Runnable atTheEnd) implements LoopTask {
    @Override
    public void run() {
      // Nothing to do.
    }

    @Override
    public void closed() {
      atTheEnd.run();
    }
  }

  @Test
  void shouldCloseWhateverATaskThrowsThatIsTold() throws Exception {
    PollLoop loop = new PollLoop("throwing", 1, 100, true);
    CountDownLatch told = new CountDownLatch(1);
    loop.stop(0);
    for (int i = 0; i < MORE_THAN_A_TURN; i++) {
      loop.submit(new Task(() -> {}));
    }
    loop.submit(
        new Task(
            () -> {
              throw new IllegalStateException("as it is meant to");
            }));
    loop.submit(new Task(told::countDown));

    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                ended.complete(loop.run());
              } catch (Throwable e) {
                ended.completeExceptionally(e);
              }
            });
    thread.start();

    assertThat(ended.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(told.getCount()).isZero();
    leaks.none();
  }
}
