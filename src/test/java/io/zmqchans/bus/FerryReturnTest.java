// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Messages.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.eventbus.MessageConsumer;
import io.zmqchans.loop.LoopTask;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What an event loop was to send, and doesn't, or not yet. */
class FerryReturnTest extends FerryFixture {
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
    CountDownLatch failed = new CountDownLatch(1);
    CountDownLatch between = block(context, failed);
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
}
