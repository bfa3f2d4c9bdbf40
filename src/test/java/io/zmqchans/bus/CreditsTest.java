// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.Threads;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Credits taken by one thread and given back by others. */
class CreditsTest {
  private final AtomicInteger refills = new AtomicInteger();

  private Credits credits(int limit) {
    return new Credits(limit, refills::incrementAndGet);
  }

  /** None is left, and the taker knows. */
  private Credits starving(int limit) {
    Credits credits = credits(limit);
    for (int i = 0; i < limit; i++) {
      credits.take(1);
    }
    assertThat(credits.available()).isZero();
    return credits;
  }

  @Test
  void shouldHaveAllCreditsAtFirst() {
    Credits credits = credits(3);

    assertThat(credits.available()).isEqualTo(3);
    assertThat(credits.inFlight()).isZero();
    assertThat(credits.taken()).isZero();
    assertThat(credits.returned()).isZero();
    assertThat(credits.isStarving()).isFalse();
  }

  @Test
  void shouldHaveOneLessForEachTaken() {
    Credits credits = credits(3);

    assertThat(credits.take(1)).isEqualTo(1);
    assertThat(credits.take(1)).isEqualTo(2);

    assertThat(credits.available()).isEqualTo(1);
    assertThat(credits.inFlight()).isEqualTo(2);
    assertThat(credits.taken()).isEqualTo(2);
  }

  @Test
  void shouldHaveOneMoreForEachGivenBack() {
    Credits credits = credits(3);
    credits.take(1);
    credits.take(1);

    assertThat(credits.giveBack(1)).isOne();

    assertThat(credits.available()).isEqualTo(2);
    assertThat(credits.inFlight()).isEqualTo(1);
    assertThat(credits.returned()).isEqualTo(1);
  }

  @Test
  void shouldTakeNoneBackIfNoneIsOut() {
    Credits credits = credits(3);
    assertThat(credits.giveBack(1)).isZero();
    credits.take(1);
    assertThat(credits.giveBack(1)).isOne();

    assertThat(credits.giveBack(1)).isZero();
    assertThat(credits.available()).isEqualTo(3);
    assertThat(credits.returned()).isEqualTo(1);
  }

  @Test
  void shouldUndoATake() {
    Credits credits = credits(3);
    credits.take(1);
    credits.take(1);

    credits.untake(1);

    assertThat(credits.available()).isEqualTo(2);
    assertThat(credits.inFlight()).isEqualTo(1);
    assertThat(credits.returned()).isZero();
  }

  @Test
  void shouldStarveOnceTheTakerFoundNoneLeft() {
    Credits credits = credits(1);
    credits.take(1);
    assertThat(credits.isStarving()).isFalse();

    assertThat(credits.available()).isZero();

    assertThat(credits.isStarving()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 2", "4, 2", "5, 3", "1000, 500"})
  void shouldRefillOnceWhenHalfIsBack(int limit, int half) {
    Credits credits = starving(limit);

    for (int i = 1; i < half; i++) {
      assertThat(credits.giveBack(1)).isOne();
      assertThat(refills).hasValue(0);
    }
    assertThat(credits.giveBack(1)).isOne();

    assertThat(refills).hasValue(1);
    assertThat(credits.isStarving()).isFalse();
    while (credits.giveBack(1) == 1) {
      assertThat(refills).hasValue(1);
    }
  }

  @Test
  void shouldNotRefillATakerThatDoesNotWait() {
    Credits credits = credits(2);
    credits.take(1);
    credits.take(1);

    assertThat(credits.giveBack(1)).isOne();
    assertThat(credits.giveBack(1)).isOne();

    assertThat(refills).hasValue(0);
  }

  @Test
  void shouldRefillAgainAfterTheNextStarvation() {
    Credits credits = starving(1);
    assertThat(credits.giveBack(1)).isOne();
    credits.take(1);
    assertThat(credits.available()).isZero();

    assertThat(credits.giveBack(1)).isOne();

    assertThat(refills).hasValue(2);
  }

  @Test
  void shouldGiveBackAllUpToANumber() {
    Credits credits = starving(4);

    credits.giveBackTo(2);
    assertThat(credits.inFlight()).isEqualTo(2);
    assertThat(refills).hasValue(1);

    credits.giveBackTo(1);
    credits.giveBackTo(2);
    assertThat(credits.inFlight()).isEqualTo(2);

    credits.giveBackTo(4);
    assertThat(credits.inFlight()).isZero();
    assertThat(refills).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 3, Long.MAX_VALUE, Long.MIN_VALUE})
  void shouldGiveBackNoMoreThanIsOutForANumber(long number) {
    Credits credits = credits(4);
    credits.take(1);
    credits.take(1);

    credits.giveBackTo(number);

    assertThat(credits.inFlight()).isEqualTo(number > 0 ? 0 : 2);
  }

  @Test
  void shouldGiveBackAllThatIsOut() {
    Credits credits = starving(4);
    assertThat(credits.giveBack(1)).isOne();

    assertThat(credits.giveBackTo(credits.taken())).isEqualTo(3);

    assertThat(credits.available()).isEqualTo(4);
    assertThat(refills).hasValue(1);
    assertThat(credits.giveBackTo(credits.taken())).isZero();
    assertThat(credits.giveBack(1)).isZero();
  }

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
