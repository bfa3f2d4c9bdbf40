// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Messages.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.internal.VertxInternal;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What was received in one go, sent by a consumer's event loop. */
class FerryTest extends FerryFixture {
  @Test
  void consumersEventLoopShouldSendWhatCameInOneGo() {
    known(context, received);
    BlockingQueue<Object> senders = senders();
    deliver(3);
    assertThat(next(3, received)).containsExactly(last(3));
    Thread sender = threadOf(context);
    assertThat(senders).containsExactly(sender, sender, sender);
    shouldBeOver();
  }

  @Test
  void loopShouldSendUntilManyCome() {
    register(context, received);
    BlockingQueue<Object> senders = senders();
    int few = Ferry.MANY - 1;
    for (int i = 0; i < 3; i++) {
      deliver(few);
      assertThat(next(few, received)).containsExactly(last(few));
    }
    assertThat(senders).hasSize(3 * few).containsOnly(loopThread());
    shouldBeOver();
  }

  @Test
  void loopShouldSendAgainWhenNoMoreThanAFewHaveComeForAWhile() {
    known(context, received);
    for (int i = 0; i < 20; i++) {
      deliver(2);
      next(2, received);
    }
    BlockingQueue<Object> senders = senders();
    deliver(2);
    next(2, received);
    assertThat(senders).containsExactly(loopThread(), loopThread());
  }

  @Test
  void loopShouldSendWhatCameAlone() {
    known(context, received);
    BlockingQueue<Object> senders = senders();
    deliver(1);
    Node.next(received);
    assertThat(senders).containsExactly(loopThread());
  }

  private void loopShouldSendTo(Context consumers) {
    known(consumers, received);
    BlockingQueue<Object> senders = senders();
    deliver(2);
    assertThat(next(2, received)).containsExactly(last(2));
    assertThat(senders).containsExactly(loopThread(), loopThread());
  }

  @Test
  void loopShouldSendToWorkers() {
    loopShouldSendTo(((VertxInternal) vertx).createWorkerContext());
  }

  @Test
  void loopShouldSendToItsOwnConsumers() {
    loopShouldSendTo(LoopContext.of(vertx, running.loop(), context));
  }

  @Test
  void whatComesAloneShouldNotOvertakeOthers() {
    known(context, received);
    CountDownLatch release = block(context);
    BlockingQueue<Object> senders = senders();
    deliver(2);
    deliver(1);
    release.countDown();
    assertThat(next(3, received)).containsExactly(last(3));
    assertThat(senders).hasSize(3).containsOnly(threadOf(context));
    shouldBeOver();
  }

  @Test
  void aFewAtATimeShouldNotOvertakeOthers() {
    known(context, received);
    CountDownLatch release = block(context);
    int times = 20; // by then no many are expected any more
    for (int i = 0; i < times; i++) {
      deliver(2);
    }
    release.countDown();
    assertThat(next(2 * times, received)).containsExactly(last(2 * times));
    shouldBeOver();
  }

  @Test
  void shouldFindTheConsumersEventLoopAgainWhenThatChanges() {
    Node.await(known(context, received).unregister());
    Context other = eventLoop();
    register(other, received);
    BlockingQueue<Object> senders = senders();
    Eventually.until(
        () -> "sent by " + threadOf(other),
        () -> {
          deliver(Ferry.MANY);
          next(Ferry.MANY, received);
          return senders.contains(threadOf(other));
        });
    shouldBeOver();
  }

  @Test
  void whatTheBusRefusesShouldNotStopTheOthers() {
    known(context, received);
    running.call(
        () -> {
          delivery.deliver("before", null);
          delivery.deliver(new Object(), null);
          delivery.deliver("after", null);
          delivery.flush();
          return true;
        });
    assertThat(next(2, received)).containsExactly("before", "after");
    shouldAddUp(delivered + 2, 0, 1);
  }

  @Test
  void whatWaitsForTheRestShouldCount() {
    known(context, received);
    int left =
        running.call(
            () -> {
              delivery.deliver(0, null);
              delivery.deliver(1, null);
              return delivery.available();
            });
    assertThat(left).isEqualTo(MAX_IN_FLIGHT - 2);
  }
}
