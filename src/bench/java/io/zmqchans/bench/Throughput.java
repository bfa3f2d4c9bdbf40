// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.LongSupplier;

/** How many messages pass while a peer sends or receives as fast as it can, and what they cost. */
final class Throughput implements Contender {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Opened system;
  private final Peer.Program program;
  private final Object[] arguments;

  /** The peer is started with these arguments for each round; not at all for null. */
  Throughput(Opened system, Peer.Program program, Object... arguments) {
    this.system = system;
    this.program = program;
    this.arguments = arguments;
  }

  @Override
  public Map<String, Double> round(double seconds) throws Exception {
    if (program == null) {
      return measure(seconds);
    }
    Peer started = Peer.start(program, arguments);
    try {
      return measure(seconds);
    } finally {
      started.stop();
      awaitQuiet(system.count());
    }
  }

  private Map<String, Double> measure(double seconds) throws InterruptedException {
    LongSupplier count = system.count();
    long before = count.getAsLong();
    for (int i = 0; count.getAsLong() == before; i++) {
      if (i == 1000) {
        throw new IllegalStateException("nothing moves");
      }
      Thread.sleep(10);
    }
    Thread.sleep(300);
    long bytes = allocated();
    long first = count.getAsLong();
    long start = System.nanoTime();
    Thread.sleep((long) (seconds * 1000));
    long messages = count.getAsLong() - first;
    double took = (System.nanoTime() - start) / 1e9;
    double each = (double) (allocated() - bytes) / Math.max(1, messages);
    return Map.of("msg/s", messages / took, "B/msg", each);
  }

  private static long allocated() {
    long sum = 0;
    for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }

  static void awaitQuiet(LongSupplier count) throws InterruptedException {
    long before;
    do {
      before = count.getAsLong();
      Thread.sleep(50);
    } while (count.getAsLong() != before);
  }
}
