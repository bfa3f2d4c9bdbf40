// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeavingTest {
  private static final int LINGER_MILLIS = 100;
  private static final int GRACE_MILLIS = 250;
  private static final int LONG_MILLIS = 3_600_000;

  private final Leaving leaving = new Leaving();
  private final List<String> cut = new ArrayList<>();

  @Test
  void shouldBeEmptyAtFirst() {
    assertThat(leaving.isEmpty()).isTrue();
  }

  @Test
  void shouldCutOffOnceWhoeverIsThereAfterItsTime() {
    long start = System.nanoTime();
    leaving.add(() -> cut.add("early"), LINGER_MILLIS);
    leaving.add(() -> cut.add("late"), LONG_MILLIS);
    assertThat(leaving.isEmpty()).isFalse();

    Eventually.until(
        () -> "one is cut off",
        () -> {
          leaving.look();
          return !cut.isEmpty();
        });

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(LINGER_MILLIS + GRACE_MILLIS));
    leaving.look();
    assertThat(cut).containsExactly("early");
    assertThat(leaving.isEmpty()).isFalse();
  }
}
