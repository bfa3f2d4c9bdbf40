// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.Threads;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Items on their way from producers to the owner of the loop. */
class HandOffTest {
  private static final int PRODUCERS = 4;

  private final AtomicInteger wakeUps = new AtomicInteger();
  private final HandOff<String> handOff = new HandOff<>(wakeUps::incrementAndGet);

  @Test
  void shouldGiveItemsInTheOrderOfTheirOffers() {
    assertThat(handOff.offer("a")).isTrue();
    assertThat(handOff.offer("b")).isTrue();

    assertThat(handOff.poll()).isEqualTo("a");
    assertThat(handOff.poll()).isEqualTo("b");
  }

  @Test
  void shouldGiveNullWhenEmpty() {
    assertThat(handOff.poll()).isNull();
  }

  @Test
  void shouldNotWakeAnOwnerThatIsAwake() {
    assertThat(handOff.offer("a")).isTrue();

    assertThat(wakeUps).hasValue(0);
  }

  @Test
  void shouldWakeAnOwnerThatIsParked() {
    assertThat(handOff.park()).isTrue();

    assertThat(handOff.offer("a")).isTrue();

    assertThat(wakeUps).hasValue(1);
  }

  @Test
  void shouldWakeOncePerPark() {
    assertThat(handOff.park()).isTrue();
    assertThat(handOff.offer("a")).isTrue();
    assertThat(handOff.offer("b")).isTrue();

    assertThat(wakeUps).hasValue(1);

    handOff.unpark();
    assertThat(handOff.poll()).isEqualTo("a");
    assertThat(handOff.poll()).isEqualTo("b");
    assertThat(handOff.park()).isTrue();
    assertThat(handOff.offer("c")).isTrue();

    assertThat(wakeUps).hasValue(2);
  }

  @Test
  void shouldNotLetTheOwnerSleepOnAnItem() {
    assertThat(handOff.offer("a")).isTrue();

    assertThat(handOff.park()).isFalse();
  }

  @Test
  void shouldNotWakeAnOwnerThatCouldNotPark() {
    assertThat(handOff.offer("a")).isTrue();
    assertThat(handOff.park()).isFalse();

    assertThat(handOff.offer("b")).isTrue();

    assertThat(wakeUps).hasValue(0);
  }

  @Test
  void shouldNotWakeAnOwnerThatIsAwakeAgain() {
    assertThat(handOff.park()).isTrue();
    handOff.unpark();

    assertThat(handOff.offer("a")).isTrue();

    assertThat(wakeUps).hasValue(0);
  }

  @Test
  void shouldRefuseItemsWhenClosed() {
    handOff.close();

    assertThat(handOff.offer("a")).isFalse();
    assertThat(handOff.poll()).isNull();
  }

  @Test
  void shouldStillGiveWhatWasThereBeforeClosing() {
    assertThat(handOff.offer("a")).isTrue();
    handOff.close();

    assertThat(handOff.poll()).isEqualTo("a");
  }

  @Test
  void shouldTakeAnItemBackThatCameWhileItWasClosed() {
    AtomicReference<HandOff<String>> closing = new AtomicReference<>();
    closing.set(new HandOff<>(() -> closing.get().close()));
    assertThat(closing.get().park()).isTrue();

    assertThat(closing.get().offer("a")).isFalse();

    assertThat(closing.get().poll()).isNull();
  }

  @Test
  void shouldNotWakeAParkedOwnerForWhatIsRefused() {
    assertThat(handOff.park()).isTrue();
    handOff.close();

    assertThat(handOff.offer("a")).isFalse();

    assertThat(wakeUps).hasValue(0);
  }

  @Test
  void shouldLoseNothingAndNeverStickUnderLoad() throws Exception {
    int each = 100_000;
    Semaphore sleep = new Semaphore(0);
    AtomicInteger woken = new AtomicInteger();
    HandOff<int[]> busy =
        new HandOff<>(
            () -> {
              woken.incrementAndGet();
              sleep.release();
            });
    Threads producers = new Threads();
    for (int p = 0; p < PRODUCERS; p++) {
      int producer = p;
      producers.start(
          () -> {
            for (int i = 0; i < each; i++) {
              assertThat(busy.offer(new int[] {producer, i})).isTrue();
            }
          });
    }

    int[] next = new int[PRODUCERS];
    int parks = 0;
    for (int seen = 0; seen < PRODUCERS * each; ) {
      int[] item = busy.poll();
      if (item != null) {
        assertThat(item[1]).as("of producer %d", item[0]).isEqualTo(next[item[0]]++);
        seen++;
        continue;
      }
      parks++;
      if (busy.park()) {
        assertThat(sleep.tryAcquire(30, TimeUnit.SECONDS)).as("woken, %d seen", seen).isTrue();
      }
      busy.unpark();
    }
    producers.join();

    assertThat(next).containsOnly(each);
    assertThat(woken.get()).isLessThanOrEqualTo(parks);
  }

  @Test
  void shouldGiveExactlyWhatItAcceptedWhenClosedUnderLoad() {
    for (int round = 0; round < 100; round++) {
      closeUnderLoad(round);
    }
  }

  private static void closeUnderLoad(int round) {
    HandOff<int[]> busy = new HandOff<>(() -> {});
    int[] accepted = new int[PRODUCERS];
    Threads producers = new Threads();
    for (int p = 0; p < PRODUCERS; p++) {
      int producer = p;
      producers.start(
          () -> {
            while (accepted[producer] < 2_000
                && busy.offer(new int[] {producer, accepted[producer]})) {
              accepted[producer]++;
            }
          });
    }

    int[] seen = new int[PRODUCERS];
    int before = round * 10;
    for (int i = 0; i < before; ) {
      int[] item = busy.poll();
      if (item != null) {
        assertThat(item[1]).isEqualTo(seen[item[0]]++);
        i++;
      }
    }
    busy.close();
    for (int[] item; (item = busy.poll()) != null; ) {
      assertThat(item[1]).isEqualTo(seen[item[0]]++);
    }
    producers.join();

    assertThat(busy.poll()).isNull();
    assertThat(seen).as(Arrays.toString(accepted)).isEqualTo(accepted);
  }
}
