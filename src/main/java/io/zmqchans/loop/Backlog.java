// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much one CURVE socket has received that nobody took yet: JeroMQ can't have it wait in TCP
 * without corrupting it (#1009). I/O threads add, the loop thread takes; any thread may ask.
 *
 * <p>It is an estimate: what JeroMQ itself takes, say a heartbeat, is only forgotten when the
 * socket is found empty. So when it seems too much the loop is to look, and decides.
 */
final class Backlog {
  /** About what JeroMQ needs for a frame besides its bytes. */
  private static final int FRAME_OVERHEAD = 128;

  /** By how much CURVE makes a frame longer (RFC 26: name, nonce, authenticator, flags). */
  private static final int CURVE_OVERHEAD = 33;

  private final long limit;
  private final AtomicLong added = new AtomicLong();
  private final AtomicLong settled = new AtomicLong();
  private volatile boolean suspect;
  private volatile boolean over;

  /** Nothing yet; so many bytes are allowed. */
  Backlog(long limit) {
    this.limit = limit;
  }

  /**
   * An I/O thread. A frame of this size, as it is on the wire, is about to be received.
   *
   * @return whether the loop is to {@link #judge}
   */
  boolean add(int size) {
    boolean much = added.addAndGet(size + FRAME_OVERHEAD) - settled.get() > limit;
    boolean asks = much && !suspect;
    suspect |= much;
    return asks;
  }

  /** The loop. Whether it is too much indeed. */
  boolean judge() {
    over = added.get() - settled.get() > limit;
    suspect = over;
    return over;
  }

  /** What was received up to now, to be settled if the socket is found empty. */
  long mark() {
    return added.get();
  }

  /** The loop. A frame was taken. */
  void take(int size) {
    settle(settled.get() + size + FRAME_OVERHEAD + CURVE_OVERHEAD);
  }

  /** The loop. Nothing is left of what was received until then. */
  void settle(long mark) {
    settled.set(Math.min(Math.max(mark, settled.get()), added.get()));
    if (over && added.get() - settled.get() <= limit / 2) {
      over = false;
      suspect = false;
    }
  }

  /** Whether it has been too much, and isn't down to a half yet. */
  boolean isOver() {
    return over;
  }
}
