// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A count alone on its cache lines: where one core writes it for each message, another that reads
 * or writes what is beside it isn't to wait. Any thread may use it.
 */
@SuppressWarnings({"unused", "serial"})
final class LonelyCounter extends AtomicLong {
  private long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, pa, pb, pc, pd, pe;
}
