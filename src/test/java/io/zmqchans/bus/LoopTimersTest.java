// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import io.zmqchans.support.Node;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Timers by one timer of somebody else's. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails shows in what ran
class LoopTimersTest {
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger wakes = new AtomicInteger();
  private final EventExecutor executor = new DefaultEventExecutor();
  private final LoopTimers timers = new LoopTimers(executor, this::after);
  private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

  @AfterEach
  void end() {
    executor.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    clock.shutdownNow();
  }

  private void after(Runnable task, long nanos) {
    wakes.incrementAndGet();
    java.util.concurrent.Future<?> unused = clock.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  private ScheduledFuture<?> in(long millis, String name) {
    return timers.add(() -> ran.add(name), millis, TimeUnit.MILLISECONDS);
  }

  @Test
  void shouldRunEachWhenItsTimeComes() {
    in(60, "third");
    in(20, "first");
    in(40, "second");

    assertThat(Node.next(ran)).isEqualTo("first");
    assertThat(Node.next(ran)).isEqualTo("second");
    assertThat(Node.next(ran)).isEqualTo("third");
  }

  @Test
  void shouldRunThemOnItsExecutor() {
    BlockingQueue<Boolean> there = new LinkedBlockingQueue<>();
    timers.add(() -> there.add(executor.inEventLoop()), 0, TimeUnit.MILLISECONDS);
    assertThat(Node.next(there)).isTrue();
  }

  @Test
  void shouldGoOnAfterOneThatFails() {
    Future<?> failing =
        timers.add(
            () -> {
              throw new IllegalStateException("as it is meant to");
            },
            1,
            TimeUnit.MILLISECONDS);
    in(2, "next");

    assertThat(Node.next(ran)).isEqualTo("next");
    assertThat(failing.cause()).hasMessage("as it is meant to");
  }

  @Test
  void shouldNotRunOneThatIsCancelled() {
    ScheduledFuture<?> cancelled = in(1, "cancelled");
    boolean inTime = cancelled.cancel(false);
    in(20, "last");

    assertThat(inTime || ran.remove("cancelled")).isTrue();
    assertThat(Node.next(ran)).isEqualTo("last");
    assertThat(ran).isEmpty();
  }

  @Test
  void shouldRunWhatComesAfterTheFirstIsCancelled() {
    ScheduledFuture<?> first = in(20, "cancelled");
    in(40, "second");
    first.cancel(false);

    assertThat(Node.next(ran)).isEqualTo("second");
  }

  /** As every request has one. */
  @Test
  void shouldNotWakeItsClockForEach() {
    for (int i = 0; i < 1000; i++) {
      in(60_000, "never").cancel(false);
    }
    assertThat(wakes).hasValue(1);
  }
}
