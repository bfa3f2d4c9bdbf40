// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A count to which one thread adds, so without an atomic instruction, and which any thread may
 * read.
 */
public final class Tally {
  private final AtomicLong value = new AtomicLong();

  /** The one thread. */
  public void add(long n) {
    value.lazySet(value.getPlain() + n);
  }

  /** Any thread. What has been added so far, or a moment ago. */
  public long get() {
    return value.get();
  }
}
