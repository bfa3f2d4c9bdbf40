// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;

/** What 100 sockets cost that have nothing to do: CPU time, and the time to open and close them. */
final class Idle {
  static final int SOCKETS = 100;

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Idle() {}

  private static Ours sockets() {
    return Ours.of("pull").besides(SOCKETS - 1);
  }

  static Contender cpu() {
    sockets().deploy();
    return Idle::cpu;
  }

  static Contender life() {
    Ours ours = sockets();
    return seconds -> {
      long start = System.nanoTime();
      String deployment = ours.deploy();
      long deployed = System.nanoTime();
      ours.vertx.undeploy(deployment).await();
      double stopped = (System.nanoTime() - deployed) / 1e6;
      return Map.of("start ms", (deployed - start) / 1e6, "stop ms", stopped);
    };
  }

  /** Ten times as long as asked: the system counts in hundredths of a second. */
  private static Map<String, Double> cpu(double seconds) throws InterruptedException {
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    Thread.sleep((long) (seconds * 10_000));
    double took = System.nanoTime() - start;
    return Map.of("% of a core", 100 * (SYSTEM.getProcessCpuTime() - cpu) / took);
  }
}
