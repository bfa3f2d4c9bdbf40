// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What threads that have nothing to do may cost: hardly any CPU, and no more memory than before.
 */
final class Vitals {
  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
  private static final long MORE_BYTES = 48 << 20;

  private final List<Thread> threads;
  private final long before = memory();

  /** What memory there is in use now is what there was before. */
  Vitals(List<Thread> threads) {
    this.threads = threads;
  }

  /** Fails unless they come to rest within 20 s, and memory is back. */
  void areAsBefore() {
    Eventually.until(() -> "rest of " + threads, this::areIdle);
    Eventually.until(
        () -> "memory as before, " + before + ": " + memory(),
        () -> memory() - before < MORE_BYTES);
  }

  /** A tenth of what there is: a thread that spins takes more, however busy the machine is. */
  private boolean areIdle() {
    long cpu = cpuNanos();
    LockSupport.parkNanos(WINDOW_NANOS); // this is what is measured
    return cpuNanos() - cpu < WINDOW_NANOS / 10;
  }

  private long cpuNanos() {
    return threads.stream()
        .mapToLong(each -> ManagementFactory.getThreadMXBean().getThreadCpuTime(each.getId()))
        .sum();
  }

  /** What is in use on the heap and beside it, after a collection. */
  private static long memory() {
    System.gc();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return direct + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
