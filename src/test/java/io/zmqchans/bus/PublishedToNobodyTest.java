// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageProducer;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.RunningLoop;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That nobody is there is known of a published message later, or so late that it seems at once. */
class PublishedToNobodyTest {
  private static final int COUNT = 10;

  private final Vertx vertx = Vertx.vertx();
  private final RunningLoop running = new RunningLoop();
  private final Events events = new Events(vertx, "events", "socket");
  private int writes;

  @AfterEach
  void stop() {
    running.close();
    Node.await(vertx.close());
  }

  /** The same, except that its results of this type are something else. */
  private static <T, R> T with(Class<T> type, T real, Class<R> result, Change<R> change) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                Object given = method.invoke(real, arguments);
                return method.getReturnType() == result ? change.of(result.cast(given)) : given;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private interface Change<R> {
    R of(R given);
  }

  /** A thread that is slow to go on after every third message it has published. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private Vertx slowAfterThirds() {
    Change<Future> slow =
        written -> {
          if (++writes % 3 == 0) {
            Eventually.until(() -> "written", written::isComplete);
          }
          return written;
        };
    return with(
        Vertx.class,
        vertx,
        EventBus.class,
        bus ->
            with(
                EventBus.class,
                bus,
                MessageProducer.class,
                real -> with(MessageProducer.class, real, Future.class, slow)));
  }

  @Test
  void shouldBeHeldAndNotBeCountedAsLost() {
    Outlet outlet =
        new Outlet(
            slowAfterThirds(), running.loop(), events, "news", 100, Outlet.Absence.HOLD, () -> {});
    BusDelivery delivery = running.call(() -> new BusDelivery(outlet, true));

    running.call(
        () -> {
          IntStream.range(0, COUNT).forEach(i -> delivery.deliver(i, null));
          return true;
        });
    BlockingQueue<Object> received = new LinkedBlockingQueue<>();
    Node.await(
        vertx.eventBus().consumer("news", message -> received.add(message.body())).completion());

    List<Object> expected = IntStream.range(0, COUNT).<Object>mapToObj(i -> i).toList();
    Eventually.until(() -> "all: " + received, () -> received.size() == COUNT);
    assertThat(received).containsExactlyElementsOf(expected);
    assertThat(events.total(Events.Kind.DROPPED)).isZero();
    assertThat(delivery.inFlight() + delivery.delivered()).isEqualTo(COUNT);
  }
}
