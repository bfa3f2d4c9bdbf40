// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One at a time: the lock is the same whether Vert.x has a cluster for it or not. */
class TurnTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void close() {
    Node.await(vertx.close());
  }

  private static <T> Future<T> on(Context context, Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    context.runOnContext(now -> work.get().onComplete(done));
    return done.future();
  }

  private Turn turn(Supplier<Future<Void>> work) {
    return new Turn(vertx, "one", work);
  }

  private Future<Void> run() {
    runs.incrementAndGet();
    return Future.succeededFuture();
  }

  private void start(Turn turn) {
    Node.await(on(context, turn::start));
  }

  private void end(Turn turn) {
    Node.await(on(context, () -> turn.stop().onComplete(stopped -> turn.end())));
  }

  @Test
  void theSecondShouldStandByUntilTheFirstEnds() {
    Turn first = turn(this::run);
    Turn second = turn(this::run);
    start(first);
    start(second);
    assertThat(runs).hasValue(1);

    end(first);

    Eventually.until(() -> "a take-over", () -> runs.get() == 2);
    end(second);
  }

  @Test
  void shouldFailIfItIsItsTurnAndItCanNotRun() {
    Turn broken = turn(() -> Future.failedFuture("no port"));

    Future<Void> started = on(context, broken::start);

    Eventually.until(() -> "an end", started::isComplete);
    assertThat(started.cause()).hasMessage("no port");
    start(turn(this::run));
    assertThat(runs).hasValue(1);
  }

  @Test
  void shouldTryAgainIfItCanNotTakeOverYet() {
    Turn first = turn(this::run);
    start(first);
    AtomicInteger attempts = new AtomicInteger();
    Turn second =
        turn(() -> attempts.incrementAndGet() < 2 ? Future.failedFuture("not free yet") : run());
    start(second);

    end(first);

    Eventually.until(() -> "a take-over", () -> runs.get() == 2);
    assertThat(attempts).hasValue(2);
  }

  @Test
  void shouldNotTakeOverOnceItIsStopped() {
    Turn first = turn(this::run);
    Turn second = turn(this::run);
    Turn third = turn(this::run);
    start(first);
    start(second);
    end(second);
    start(third);

    end(first);

    Eventually.until(() -> "a take-over", () -> runs.get() == 2);
    end(third);
    Turn fourth = turn(this::run);
    start(fourth);
    assertThat(runs).hasValue(3);
  }
}
