// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static org.jetbrains.lincheck.Lincheck.runConcurrentTest;

import io.zmqchans.support.Sleep;
import io.zmqchans.support.Threads;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tries the interleavings of {@link Credits}' taker and givers one by one. A refill that is lost
 * shows as a deadlock: the taker sleeps without end.
 */
@Tag("lincheck")
public class CreditsLincheckTest {
  private static final int INTERLEAVINGS = Integer.getInteger("n", 100);

  @Test
  void shouldLoseNoRefillWithALimitOfOne() {
    runConcurrentTest(INTERLEAVINGS, () -> takeAll(1, 2));
  }

  @Test
  void shouldLoseNoRefillWithALimitOfTwo() {
    runConcurrentTest(INTERLEAVINGS, () -> takeAll(2, 3));
  }

  @Test
  void shouldLoseNoRefillWithALimitOfThree() {
    runConcurrentTest(INTERLEAVINGS, () -> takeAll(3, 4));
  }

  @Test
  void shouldRefillExactlyOnceIfStarving() {
    runConcurrentTest(INTERLEAVINGS, CreditsLincheckTest::starveOnce);
  }

  @Test
  void shouldTakeBackNoMoreThanIsOut() {
    runConcurrentTest(INTERLEAVINGS, CreditsLincheckTest::giveBackTwice);
  }

  @Test
  void shouldRefillExactlyOnceIfNumbersComeBackOutOfOrder() {
    runConcurrentTest(INTERLEAVINGS, CreditsLincheckTest::starveOnceByNumber);
  }

  @Test
  void shouldWriteOffExactlyWhatDidNotComeBack() {
    runConcurrentTest(INTERLEAVINGS, CreditsLincheckTest::giveBackAll);
  }

  @Test
  void shouldNotTakeWhatIsUndoneForWhatIsOut() {
    runConcurrentTest(INTERLEAVINGS, CreditsLincheckTest::untake);
  }

  @Test
  void shouldNeverShowMoreInFlightThanTheLimit() {
    runConcurrentTest(INTERLEAVINGS, CreditsLincheckTest::watch);
  }

  /** Each message that is handed out comes back on a thread of its own. */
  private static void takeAll(int limit, int messages) {
    Sleep sleep = new Sleep();
    Credits credits = new Credits(limit, sleep::wake);
    AtomicInteger out = new AtomicInteger();
    Threads givers = new Threads();
    for (int i = 0; i < messages; ) {
      if (credits.available() == 0) {
        sleep.sleep();
        continue;
      }
      credits.take(1);
      check(out.incrementAndGet() <= limit, "more than " + limit + " are out");
      givers.start(
          () -> {
            out.decrementAndGet();
            check(credits.giveBack(1) == 1, "one that is out was refused");
          });
      i++;
    }
    givers.join();
    check(credits.inFlight() == 0, "all are back, and in flight " + credits.inFlight());
    check(credits.returned() == messages, "returned " + credits.returned());
  }

  private static void starveOnce() {
    Sleep refill = new Sleep();
    Credits credits = new Credits(2, refill::wake);
    credits.take(1);
    credits.take(1);
    Threads givers =
        new Threads().start(() -> credits.giveBack(1)).start(() -> credits.giveBack(1));
    refilledOnceIf(credits.available() == 0, credits, givers, refill);
  }

  private static void starveOnceByNumber() {
    Sleep refill = new Sleep();
    Credits credits = new Credits(2, refill::wake);
    long first = credits.take(1);
    long second = credits.take(1);
    Threads givers =
        new Threads()
            .start(() -> credits.giveBackTo(second))
            .start(() -> credits.giveBackTo(first));
    refilledOnceIf(credits.available() == 0, credits, givers, refill);
  }

  private static void refilledOnceIf(
      boolean starved, Credits credits, Threads givers, Sleep refill) {
    givers.join();
    check(refill.wakeUps() <= 1, "starved once, refilled " + refill.wakeUps() + " times");
    check(!starved || refill.wakeUps() == 1, "starved, not refilled");
    check(!credits.isStarving(), "all is back, and still starving");
    check(credits.inFlight() == 0, "all is back, and in flight " + credits.inFlight());
  }

  private static void giveBackTwice() {
    Credits credits = new Credits(2, () -> {});
    credits.take(1);
    AtomicInteger given = new AtomicInteger();
    Runnable give =
        () -> {
          if (credits.giveBack(1) == 1) {
            given.incrementAndGet();
          }
        };
    new Threads().start(give).start(give).join();
    check(given.get() == 1, "one is out, given back " + given);
    check(credits.inFlight() == 0, "in flight " + credits.inFlight());
    check(credits.giveBack(1) == 0, "none is out, and one was given back");
  }

  private static void giveBackAll() {
    Credits credits = new Credits(2, () -> {});
    credits.take(1);
    credits.take(1);
    AtomicInteger given = new AtomicInteger();
    Threads givers =
        new Threads()
            .start(
                () -> {
                  if (credits.giveBack(1) == 1) {
                    given.incrementAndGet();
                  }
                });
    long lost = credits.giveBackTo(credits.taken());
    check(credits.available() == 2, "available " + credits.available());
    givers.join();
    check(lost + given.get() == 2, lost + " written off, " + given + " given back");
    check(credits.inFlight() == 0, "in flight " + credits.inFlight());
  }

  private static void untake() {
    Credits credits = new Credits(2, () -> {});
    credits.take(1);
    Threads givers = new Threads().start(() -> check(credits.giveBack(1) == 1, "it is out"));
    credits.take(1);
    credits.untake(1);
    check(credits.available() > 0, "one at most is out");
    givers.join();
    check(credits.inFlight() == 0, "none is out, and in flight " + credits.inFlight());
    check(credits.giveBack(1) == 0, "none is out, and one was given back");
  }

  private static void watch() {
    Credits credits = new Credits(1, () -> {});
    Threads watcher =
        new Threads()
            .start(
                () -> {
                  int inFlight = credits.inFlight();
                  check(inFlight == 0 || inFlight == 1, "in flight " + inFlight);
                });
    credits.take(1);
    check(credits.giveBack(1) == 1, "it is out");
    credits.take(1);
    credits.untake(1);
    credits.take(1);
    watcher.join();
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
