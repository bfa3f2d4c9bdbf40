// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When too much waits behind a CURVE socket, and when it doesn't any more. */
class BacklogTest {
  private static final int FRAME = 1000;

  private final Backlog backlog = new Backlog(10_000);

  /** On the wire a frame is longer by what CURVE adds. */
  private boolean add(int frames) {
    boolean suspect = false;
    for (int i = 0; i < frames; i++) {
      suspect |= backlog.add(FRAME + 33);
    }
    return suspect;
  }

  private void take(int frames) {
    for (int i = 0; i < frames; i++) {
      backlog.take(FRAME);
    }
  }

  @Test
  void shouldBeSuspectOnceAboveTheLimit() {
    assertThat(add(8)).isFalse();
    assertThat(add(1)).isTrue();
    assertThat(add(1)).isFalse();
    assertThat(backlog.isOver()).isFalse();
    assertThat(backlog.judge()).isTrue();
    assertThat(backlog.isOver()).isTrue();
  }

  @Test
  void shouldBeOverUntilHalfIsTaken() {
    add(9);
    backlog.judge();

    take(4);
    assertThat(backlog.isOver()).isTrue();
    take(1);
    assertThat(backlog.isOver()).isFalse();
    assertThat(add(5)).isTrue();
  }

  @Test
  void shouldForgetWhatJeroMqTookWhenTheSocketIsEmpty() {
    add(9);
    long mark = backlog.mark();
    add(1);

    backlog.settle(mark);

    assertThat(backlog.judge()).isFalse();
    assertThat(add(7)).isFalse();
    assertThat(add(1)).isTrue();
  }

  @Test
  void shouldNeverHaveTakenMoreThanCame() {
    add(1);
    take(50);

    assertThat(add(8)).isFalse();
    assertThat(add(1)).isTrue();
  }

  @Test
  void shouldTakeItsLimitToTheByte() {
    int onTheWay = FRAME + 33 + 128;
    Backlog exact = new Backlog(8L * onTheWay);
    for (int i = 0; i < 8; i++) {
      assertThat(exact.add(FRAME + 33)).isFalse();
    }
    assertThat(exact.judge()).isFalse();
    assertThat(exact.add(FRAME + 33)).isTrue();
    assertThat(exact.judge()).isTrue();

    for (int i = 0; i < 4; i++) {
      exact.take(FRAME);
      assertThat(exact.isOver()).isTrue();
    }
    exact.take(FRAME);
    assertThat(exact.isOver()).isFalse();
  }
}
