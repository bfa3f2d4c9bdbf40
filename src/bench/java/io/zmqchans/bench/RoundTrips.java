// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * So many messages at a time that go to an echo and come back. {@link #back} is for the one thread
 * on which they come back; all else for the one that measures.
 */
final class RoundTrips implements Contender {
  /** How a system sends a message. */
  interface Sender {
    /** On the thread on which messages come back. */
    void send(byte[] body);
  }

  private static final int MOST = 4_000_000;

  private final int window;
  private final int size;
  private final long[] took = new long[MOST];
  private volatile int count;
  private volatile boolean running;
  private final AtomicInteger outstanding = new AtomicInteger();
  private Sender sender;
  private Runnable onStart;

  RoundTrips(int window, int size) {
    this.window = window;
    this.size = size;
  }

  /** {@code start} has {@link #start} called on the thread on which messages come back. */
  RoundTrips of(Sender sender, Runnable start) {
    this.sender = sender;
    this.onStart = start;
    return this;
  }

  /** On that thread. */
  void start() {
    for (int i = 0; i < window; i++) {
      outstanding.incrementAndGet();
      send(new byte[size]);
    }
  }

  private void send(byte[] body) {
    ByteBuffer.wrap(body).putLong(0, System.nanoTime());
    sender.send(body);
  }

  /** On that thread: a message came back. Returns whether more will. */
  boolean back(byte[] body) {
    int n = count;
    if (n < MOST) {
      took[n] = System.nanoTime() - ByteBuffer.wrap(body).getLong(0);
      count = n + 1;
    }
    if (running) {
      send(new byte[size]);
    } else {
      outstanding.decrementAndGet();
    }
    return outstanding.get() > 0;
  }

  @Override
  public Map<String, Double> round(double seconds) throws Exception {
    count = 0;
    running = true;
    onStart.run();
    Thread.sleep(300);
    int first = count;
    long start = System.nanoTime();
    Thread.sleep((long) (seconds * 1000));
    int last = count;
    double measured = (System.nanoTime() - start) / 1e9;
    running = false;
    for (int i = 0; outstanding.get() > 0; i++) {
      if (i == 1000) {
        throw new IllegalStateException(outstanding + " messages never came back");
      }
      Thread.sleep(10);
    }
    long[] sorted = Arrays.copyOfRange(took, first, last);
    Arrays.sort(sorted);
    return Map.of(
        "trips/s", sorted.length / measured,
        "p50 µs", sorted[sorted.length / 2] / 1e3,
        "p99 µs", sorted[(int) (sorted.length * 0.99)] / 1e3);
  }
}
