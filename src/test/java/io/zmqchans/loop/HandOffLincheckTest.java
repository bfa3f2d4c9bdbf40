// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.jetbrains.lincheck.Lincheck.runConcurrentTest;

import io.zmqchans.support.Sleep;
import io.zmqchans.support.Threads;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tries the interleavings of {@link HandOff}'s producers and owner one by one. A wake-up that is
 * lost shows as a deadlock: the owner sleeps without end.
 */
@Tag("lincheck")
public class HandOffLincheckTest {
  private static final int INTERLEAVINGS = Integer.getInteger("n", 100);

  @Test
  void shouldLoseNoWakeUp() {
    runConcurrentTest(INTERLEAVINGS, () -> takeAll(new String[] {"a", "b"}, new String[] {"c"}));
  }

  @Test
  void shouldWakeAtMostOncePerPark() {
    runConcurrentTest(INTERLEAVINGS, HandOffLincheckTest::parkOnce);
  }

  @Test
  void shouldLoseNoWakeUpThatCameWhileTheOwnerDidNotSleep() {
    runConcurrentTest(INTERLEAVINGS, HandOffLincheckTest::parkTwice);
  }

  @Test
  void shouldGiveTheOwnerExactlyWhatItAcceptedWhenClosed() {
    runConcurrentTest(INTERLEAVINGS, HandOffLincheckTest::close);
  }

  private static void takeAll(String[]... offered) {
    Sleep sleep = new Sleep();
    HandOff<String> handOff = new HandOff<>(sleep::wake);
    Threads producers = new Threads();
    int expected = 0;
    for (String[] items : offered) {
      expected += items.length;
      producers.start(
          () -> {
            for (String item : items) {
              check(handOff.offer(item), "an open hand-off refused an item");
            }
          });
    }
    List<String> seen = new ArrayList<>();
    while (seen.size() < expected) {
      String item = handOff.poll();
      if (item != null) {
        seen.add(item);
      } else {
        if (handOff.park()) {
          sleep.sleep();
        }
        handOff.unpark();
      }
    }
    producers.join();
    for (String[] items : offered) {
      List<String> own = new ArrayList<>(seen);
      own.retainAll(List.of(items));
      check(own.equals(List.of(items)), "out of order: " + seen);
    }
    check(handOff.poll() == null, "an item came twice");
  }

  private static void parkOnce() {
    Sleep sleep = new Sleep();
    HandOff<String> handOff = new HandOff<>(sleep::wake);
    Threads producers =
        new Threads().start(() -> handOff.offer("a")).start(() -> handOff.offer("b"));
    boolean slept = handOff.park();
    if (slept) {
      sleep.sleep();
    }
    producers.join();
    check(sleep.wakeUps() <= 1, "one park, " + sleep.wakeUps() + " wake-ups");
    check(!slept || sleep.wakeUps() == 1, "no wake-up");
  }

  /** The first park ends by itself, as on a socket's signal or a timeout. */
  private static void parkTwice() {
    Sleep sleep = new Sleep();
    HandOff<String> handOff = new HandOff<>(sleep::wake);
    Threads producers = new Threads().start(() -> handOff.offer("a"));
    boolean first = handOff.park();
    handOff.unpark();
    if (handOff.park()) {
      sleep.sleep();
    }
    handOff.unpark();
    check("a".equals(handOff.poll()), "woken for nothing, first park " + first);
    producers.join();
  }

  private static void close() {
    Sleep sleep = new Sleep();
    HandOff<String> handOff = new HandOff<>(sleep::wake);
    boolean[] accepted = new boolean[2];
    Threads producers =
        new Threads()
            .start(() -> accepted[0] = handOff.offer("0"))
            .start(() -> accepted[1] = handOff.offer("1"));
    boolean[] seen = new boolean[2];
    handOff.close();
    for (String item; (item = handOff.poll()) != null; ) {
      seen[Integer.parseInt(item)] = true;
    }
    producers.join();
    for (int i = 0; i < seen.length; i++) {
      check(seen[i] == accepted[i], "item " + i + " seen: " + seen[i]);
    }
    check(!handOff.offer("late"), "accepted after closing");
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
