// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static org.assertj.core.api.Assertions.assertThat;

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
  void shouldNotTakeBackWhatIsUndone() {
    Credits credits = credits(3);
    credits.take(1);
    credits.take(1);
    assertThat(credits.giveBack(1)).isEqualTo(1);
    credits.untake(1);

    assertThat(credits.giveBack(1)).isZero();
    assertThat(credits.giveBackTo(2)).isZero();

    credits.take(1);
    assertThat(credits.giveBack(1)).isEqualTo(1);
    assertThat(credits.inFlight()).isZero();
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
}
