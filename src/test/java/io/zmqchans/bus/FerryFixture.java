// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.VertxInternal;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Messages;
import io.zmqchans.support.Node;
import io.zmqchans.support.RunningLoop;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

/** Bodies 0, 1, 2 … that are delivered in bursts by {@code send}. */
class FerryFixture {
  static final int MAX_IN_FLIGHT = 1000;
  static final String ADDRESS = "numbers";
  private static final int SECONDS = 20;

  final Vertx vertx = Vertx.vertx();
  final RunningLoop running = new RunningLoop();
  final Events events = new Events(vertx, "events", "socket");
  final BusDelivery delivery = running.call(this::open);
  final Context context = eventLoop();
  final BlockingQueue<Object> received = queue();
  int delivered;

  private BusDelivery open() {
    Outlet outlet =
        new Outlet(
            vertx, running.loop(), events, ADDRESS, MAX_IN_FLIGHT, Outlet.Absence.HOLD, () -> {});
    BusDelivery opened = new BusDelivery(outlet, false);
    new Deliveries(vertx.eventBus()).add(opened);
    return opened;
  }

  @AfterEach
  void stop() {
    Node.await(vertx.close());
    running.close();
  }

  /** On the loop thread, the next so many in one go. */
  void deliver(int count) {
    running.call(
        () -> {
          for (int i = 0; i < count; i++) {
            delivery.deliver(delivered++, null);
          }
          delivery.flush();
          return true;
        });
  }

  /** Another event loop than that of any context made before, as long as there are enough. */
  Context eventLoop() {
    return ((VertxInternal) vertx).createEventLoopContext();
  }

  /** Puts all that it gets into the queue, on that context. */
  MessageConsumer<Object> register(Context context, Collection<Object> received) {
    CompletableFuture<MessageConsumer<Object>> registered = new CompletableFuture<>();
    context.runOnContext(
        there ->
            registered.complete(
                vertx.eventBus().consumer(ADDRESS, message -> received.add(message.body()))));
    MessageConsumer<Object> consumer = registered.join();
    Node.await(consumer.completion());
    return consumer;
  }

  /** A consumer that has taken many, so that the next go to its event loop. */
  MessageConsumer<Object> known(Context context, BlockingQueue<Object> received) {
    MessageConsumer<Object> consumer = register(context, received);
    deliver(Ferry.MANY);
    Messages.next(Ferry.MANY, received);
    return consumer;
  }

  /** The last so many that were delivered. */
  Object[] last(int count) {
    return numbers(delivered - count, delivered);
  }

  /** Keeps an event loop busy until this counts down. */
  static CountDownLatch block(Context context) {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = block(context, blocked);
    await(blocked);
    return release;
  }

  /** The same, as soon as it has nothing else to do; the other counts down then. */
  static CountDownLatch block(Context context, CountDownLatch blocked) {
    CountDownLatch release = new CountDownLatch(1);
    context.runOnContext(
        there -> {
          blocked.countDown();
          await(release);
        });
    return release;
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("did not come");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** So often that nothing has come back for long enough. */
  void checkForLong() {
    for (int i = 0; i < 3; i++) {
      delivery.check();
    }
  }

  static BlockingQueue<Object> queue() {
    return new LinkedBlockingQueue<>();
  }

  static Object[] numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toArray();
  }

  /** The threads that send, in the order of the messages. */
  BlockingQueue<Object> senders() {
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

  static Thread threadOf(Context context) {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    context.runOnContext(there -> thread.complete(Thread.currentThread()));
    return thread.join();
  }

  Thread loopThread() {
    return running.call(Thread::currentThread);
  }

  void shouldBeOver() {
    shouldAddUp(delivered, 0, 0);
  }

  /** Waits for it: the loop counts one thing after the other. */
  void shouldAddUp(long taken, long dropped, long undecodable) {
    Eventually.until(
        () ->
            "%d taken, %d dropped, %d undecodable, none in flight; there are %d, %d, %d and %d"
                .formatted(
                    taken,
                    dropped,
                    undecodable,
                    delivery.delivered(),
                    events.total(Events.Kind.DROPPED),
                    events.total(Events.Kind.UNDECODABLE),
                    delivery.inFlight()),
        () ->
            delivery.inFlight() == 0
                && delivery.delivered() == taken
                && events.total(Events.Kind.DROPPED) == dropped
                && events.total(Events.Kind.UNDECODABLE) == undecodable);
  }
}
