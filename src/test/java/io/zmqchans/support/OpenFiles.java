// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The file descriptors of this process: each ZeroMQ socket has several. */
public final class OpenFiles {
  private OpenFiles() {}

  /** How many there are; 0 where the system has no such number. */
  public static long count() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  /** Waits until there are no more than that. */
  public static void awaitAtMost(long limit) {
    Eventually.until(() -> count() + " open files, not " + limit, () -> count() <= limit);
  }
}
