// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Messages.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.VertxInternal;
import io.zmqchans.loop.LoopTask;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What was received in one go, sent by a consumer's event loop. */
class FerryTest extends FerryFixture {
  private final Context context = eventLoop();
  private final BlockingQueue<Object> received = queue();

  /** The threads that send, in the order of the messages. */
  private BlockingQueue<Object> senders() {
    BlockingQueue<Object> threads = queue();
    vertx
        .eventBus()
        .addOutboundInterceptor(
            sending -> {
              if (sending.message().address().equals(ADDRESS)) {
                threads.add(Thread.currentThread());
              }
              sending.next();
            });
    return threads;
  }

  private static Thread threadOf(Context context) {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    context.runOnContext(there -> thread.complete(Thread.currentThread()));
    return thread.join();
  }

  private Thread loopThread() {
    return running.call(Thread::currentThread);
  }

  private void shouldBeOver() {
    Eventually.until(() -> "nothing in flight", () -> delivery.inFlight() == 0);
    assertThat(delivery.delivered()).isEqualTo(delivered);
    assertThat(events.total(Events.Kind.DROPPED)).isZero();
  }

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

  @Test
  void loopShouldSendToWorkers() {
    known(((VertxInternal) vertx).createWorkerContext(), received);
    BlockingQueue<Object> senders = senders();
    deliver(2);
    assertThat(next(2, received)).containsExactly(last(2));
    assertThat(senders).containsExactly(loopThread(), loopThread());
  }

  @Test
  void loopShouldSendToItsOwnConsumers() {
    known(LoopContext.of(vertx, running.loop(), context), received);
    BlockingQueue<Object> senders = senders();
    deliver(2);
    assertThat(next(2, received)).containsExactly(last(2));
    assertThat(senders).containsExactly(loopThread(), loopThread());
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
  void anotherEventLoopShouldTakeOverOnlyWhenNothingIsUnderWay() {
    MessageConsumer<Object> first = known(context, received);
    CountDownLatch release = block(context);
    deliver(2);
    Node.await(first.unregister());
    Context other = eventLoop();
    register(other, received);
    deliver(1); // which the other one's thread would take at once
    assertThat(received).isEmpty();
    release.countDown();
    assertThat(next(3, received)).containsExactly(last(3));
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
  void shouldComeBackAndBeHeldWhenTheConsumerLeaves() {
    MessageConsumer<Object> consumer = known(context, received);
    CountDownLatch release = block(context);
    deliver(3);
    deliver(2);
    Node.await(consumer.unregister());
    release.countDown();
    Eventually.until(
        () -> "held", () -> delivery.isPaused() && running.call(delivery::available) == 0);
    assertThat(delivery.inFlight()).isEqualTo(5);
    register(eventLoop(), received);
    assertThat(next(5, received)).containsExactly(last(5));
    shouldBeOver();
  }

  @Test
  void noneShouldOvertakeWhatComesBack() {
    MessageConsumer<Object> consumer = known(context, received);
    CountDownLatch release = block(context);
    deliver(2);
    CountDownLatch between = new CountDownLatch(1);
    CountDownLatch failed = new CountDownLatch(1);
    context.runOnContext(
        there -> {
          failed.countDown();
          await(between);
        });
    deliver(2);
    Node.await(consumer.unregister());
    CountDownLatch loopIsFree = new CountDownLatch(1);
    running.loop().submit(LoopTask.of(() -> await(loopIsFree)));
    release.countDown();
    await(failed);
    register(eventLoop(), received); // before the second two are to be sent, and not the first
    between.countDown();
    threadOf(context);
    loopIsFree.countDown();
    assertThat(next(4, received)).containsExactly(last(4));
    shouldBeOver();
  }

  @Test
  void whatIsBeingSentShouldNotBeSentTwice() {
    known(context, received);
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    vertx
        .eventBus()
        .addOutboundInterceptor(
            message -> {
              sending.countDown();
              await(release);
              message.next();
            });
    deliver(3);
    await(sending);
    checkForLong();
    loopThread(); // it has tried to take them back
    release.countDown();
    assertThat(next(3, received)).containsExactly(last(3));
    deliver(1);
    assertThat(next(1, received)).containsExactly(last(1));
    shouldBeOver();
  }

  @Test
  void othersShouldHaveTheirShareWhenAnEventLoopIsStuck() {
    known(context, received);
    BlockingQueue<Object> others = queue();
    register(eventLoop(), others);
    CountDownLatch release = block(context);
    deliver(4);
    deliver(2);
    assertThat(others).isEmpty();
    checkForLong();
    List<Object> theirs = next(3, others);
    assertThat(received).isEmpty();
    release.countDown();
    List<Object> all = next(3, received);
    assertThat(theirs).isSorted().doesNotContainAnyElementsOf(all);
    assertThat(all).isSorted();
    shouldBeOver();
    BlockingQueue<Object> senders = senders();
    Eventually.until(
        () -> "sent by an event loop again",
        () -> {
          deliver(Ferry.MANY);
          Eventually.until(() -> "taken", () -> delivery.inFlight() == 0);
          return !senders.stream().allMatch(loopThread()::equals);
        });
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
    Eventually.until(() -> "nothing in flight", () -> delivery.inFlight() == 0);
    assertThat(events.total(Events.Kind.UNDECODABLE)).isEqualTo(1);
    assertThat(delivery.delivered()).isEqualTo(delivered + 2);
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
