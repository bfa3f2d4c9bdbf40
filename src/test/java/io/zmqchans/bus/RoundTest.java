// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.bus.Round.Answer;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A question to all nodes, and when it is answered. */
class RoundTest {
  private final Round round = new Round(1, 10, Set.of("a", "b"));

  @Test
  void shouldBeOverWhenAllHaveNothingLeft() {
    round.answered("a", Answer.NOBODY);
    assertThat(round.isOver()).isFalse();

    round.answered("b", Answer.NOTHING_LEFT);

    assertThat(round.isOver()).isTrue();
  }

  @Test
  void shouldWaitForWhoSaysSo() {
    round.answered("a", Answer.NOBODY);
    round.answered("b", Answer.WAIT);
    assertThat(round.isOver()).isFalse();

    round.answered("b", Answer.NOTHING_LEFT);

    assertThat(round.isOver()).isTrue();
  }

  @Test
  void shouldWaitForANodeThatItDidNotKnow() {
    round.answered("c", Answer.WAIT);
    round.answered("a", Answer.NOBODY);
    round.answered("b", Answer.NOBODY);
    assertThat(round.isOver()).isFalse();

    round.gone("c");

    assertThat(round.isOver()).isTrue();
  }

  /** Two ways lead from a handler's node, and the second word may come first. */
  @Test
  void shouldNotWaitForWhoHasAnsweredAlready() {
    round.answered("a", Answer.NOTHING_LEFT);
    round.answered("a", Answer.WAIT);
    round.gone("b");

    assertThat(round.isOver()).isTrue();
  }
}
