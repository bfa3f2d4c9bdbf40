// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Activities;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenSocket;
import io.zmqchans.support.Soak;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * deadlock-seeker: a flood of publications to ten subscribers, requests and replies, and
 * subscribers that come and go: each of them goes on and on.
 */
class DeadlockSeekerTest extends SeedFixture {
  private static final int TOPICS = 10;

  private final Queue<Object> strays = new ConcurrentLinkedQueue<>();
  private final AtomicInteger next = new AtomicInteger();

  @Test
  void shouldLetEverythingGoOn() {
    seek(Duration.ofSeconds(3));
  }

  @Test
  @Tag("soak")
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void shouldLetEverythingGoOnForLong() {
    seek(Soak.seconds(600));
  }

  private void seek(Duration duration) {
    Leaks leaks = new Leaks();
    OpenContext context = context();
    OpenSocket pub = context.socket("pub", "bind", "inproc://news");
    OpenSocket rep = context.socket("rep", "bind", "inproc://questions");
    OpenSocket req = context.socket("req").connect(rep);
    try (Activities activities = new Activities()) {
      for (int i = 0; i < TOPICS; i++) {
        subscribe(context, activities, pub, i);
      }
      flood(activities, pub);
      activities.repeat("request and reply", () -> exchange(req, rep));
      activities.repeat("come and go", () -> comeAndGo(context, pub));
      long end = System.nanoTime() + duration.toNanos();
      do {
        activities.awaitEach();
      } while (System.nanoTime() < end);
    }
    assertThat(strays).isEmpty();
    assertThat(pub.figure("refused")).isZero();
    context.close();
    leaks.none();
  }

  private void subscribe(OpenContext context, Activities activities, OpenSocket pub, int i) {
    ZmqMessage topic = ZmqMessage.of(Integer.toString(i));
    Runnable counted = activities.counter("topic " + i);
    context
        .socket("sub", "subscribe", topic.string(0))
        .listen(body -> check(body.equals(topic), body, counted))
        .connect(pub);
  }

  private void check(boolean expected, Object body, Runnable counted) {
    if (expected) {
      counted.run();
    } else {
      strays.add(body);
    }
  }

  /** As fast as ZeroMQ takes them: so many are underway, and one more for each that it took. */
  private void flood(Activities activities, OpenSocket pub) {
    Semaphore free = new Semaphore(256);
    activities.repeat(
        "publish",
        () -> {
          if (!free.tryAcquire(20, TimeUnit.SECONDS)) {
            throw new TimeoutException("publications are stuck");
          }
          pub.submit(nextTopic()).onComplete(taken -> free.release());
        });
  }

  private String nextTopic() {
    return Integer.toString(Math.floorMod(next.getAndIncrement(), TOPICS));
  }

  private static void exchange(OpenSocket req, OpenSocket rep) {
    req.send("ping?");
    assertThat(rep.receiveText()).isEqualTo("ping?");
    rep.send("pong!");
    assertThat(req.receiveText()).isEqualTo("pong!");
  }

  private void comeAndGo(OpenContext context, OpenSocket pub) {
    context.socket("sub", "subscribe", nextTopic()).connect(pub).close();
  }
}
