// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjLongConsumer;

/**
 * The timers of a {@link LoopContext}. Any thread may use it; its tasks run on the context's.
 *
 * <p>A request on the bus sets one and soon cancels it. To have an event loop keep them would wake
 * it for each. So this keeps them, and has only one there: for the first.
 */
final class LoopTimers {
  private static final long NONE = 0;

  private final EventExecutor executor;
  private final ObjLongConsumer<Runnable> clock;
  private final NavigableSet<Timer> timers = new ConcurrentSkipListSet<>();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong wakesAt = new AtomicLong(NONE);

  /**
   * None yet.
   *
   * @param executor where tasks run
   * @param clock has something run after so many nanoseconds
   */
  LoopTimers(EventExecutor executor, ObjLongConsumer<Runnable> clock) {
    this.executor = executor;
    this.clock = clock;
  }

  /** Runs the task after that time, unless it is cancelled before. */
  ScheduledFuture<?> add(Runnable task, long delay, TimeUnit unit) {
    long at = System.nanoTime() + Math.max(0, unit.toNanos(delay));
    Timer timer = new Timer(task, at == NONE ? 1 : at, numbers.incrementAndGet());
    timers.add(timer);
    wakeFor(timer);
    return timer;
  }

  private void wakeFor(Timer timer) {
    long next = wakesAt.get();
    while (next == NONE || timer.at - next < 0) {
      if (wakesAt.compareAndSet(next, timer.at)) {
        long delay = timer.at - System.nanoTime();
        clock.accept(() -> executor.execute(() -> wake(timer.at)), delay);
        return;
      }
      next = wakesAt.get();
    }
  }

  private void wake(long at) {
    wakesAt.compareAndSet(at, NONE);
    long now = System.nanoTime();
    for (Timer next; (next = timers.pollFirst()) != null; next.run()) {
      if (next.at - now > 0) {
        timers.add(next);
        wakeFor(next);
        return;
      }
    }
  }

  private final class Timer extends DefaultPromise<Void> implements ScheduledFuture<Void> {
    private final Runnable task;
    private final long at;
    private final long number;

    Timer(Runnable task, long at, long number) {
      super(executor);
      this.task = task;
      this.at = at;
      this.number = number;
    }

    void run() {
      if (setUncancellable()) {
        try {
          task.run();
          setSuccess(null);
        } catch (RuntimeException e) {
          setFailure(e);
        }
      }
    }

    @Override
    public boolean cancel(boolean interrupts) {
      timers.remove(this);
      return super.cancel(interrupts);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      Timer that = (Timer) other;
      return at == that.at ? Long.compare(number, that.number) : Long.signum(at - that.at);
    }
  }
}
