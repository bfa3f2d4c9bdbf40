// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.Threads;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credits taken by one thread and given back by four others, as fast as they can. */
class CreditsLoadTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1000})
  void shouldNeitherStickNorExceedTheLimitUnderLoad(int limit) throws Exception {
    int messages = limit < 10 ? 20_000 : 400_000;
    Semaphore refill = new Semaphore(0);
    Credits credits = new Credits(limit, refill::release);
    LinkedBlockingQueue<Integer> bus = new LinkedBlockingQueue<>();
    AtomicInteger out = new AtomicInteger();
    int most = 0;
    AtomicInteger refused = new AtomicInteger();
    AtomicInteger outOfRange = new AtomicInteger();
    Threads givers = new Threads();
    for (int i = 0; i < 4; i++) {
      givers.start(
          () -> {
            while (taken(bus)) {
              out.decrementAndGet();
              if (credits.giveBack(1) == 0) {
                refused.incrementAndGet();
              }
              int inFlight = credits.inFlight();
              if (inFlight < 0 || inFlight > limit) {
                outOfRange.incrementAndGet();
              }
            }
          });
    }

    for (int sent = 0; sent < messages; ) {
      int available = credits.available();
      if (available == 0) {
        assertThat(refill.tryAcquire(30, TimeUnit.SECONDS)).as("refill, %d sent", sent).isTrue();
      }
      for (int i = 0; i < available && sent < messages; i++) {
        credits.take(1);
        most = Math.max(most, out.incrementAndGet());
        assertThat(credits.inFlight()).isBetween(0, limit);
        bus.add(++sent);
      }
    }
    for (int i = 0; i < 4; i++) {
      bus.add(-1);
    }
    givers.join();

    assertThat(refused).hasValue(0);
    assertThat(outOfRange).hasValue(0);
    assertThat(most).isLessThanOrEqualTo(limit);
    assertThat(credits.inFlight()).isZero();
    assertThat(credits.returned()).isEqualTo(messages);
  }

  private static boolean taken(LinkedBlockingQueue<Integer> bus) {
    try {
      return bus.take() > 0;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
