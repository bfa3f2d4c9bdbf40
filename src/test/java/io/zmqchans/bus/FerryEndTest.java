// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Messages.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.eventbus.MessageConsumer;
import io.zmqchans.support.Node;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A socket, and a loop, that close while an event loop has something to send for them. */
class FerryEndTest extends FerryFixture {
  private void close() {
    running.call(
        () -> {
          delivery.close();
          return true;
        });
  }

  @Test
  void shouldStillArriveAfterTheSocketIsClosed() {
    known(context, received);
    CountDownLatch release = block(context);
    deliver(2);
    running.call(
        () -> {
          delivery.deliver(delivered++, null);
          delivery.close();
          return true;
        });
    release.countDown();
    assertThat(next(3, received)).containsExactly(last(3));
  }

  @Test
  void shouldBeCountedAsLostWhenNobodyIsThereAfterTheSocketIsClosed() {
    MessageConsumer<Object> consumer = known(context, received);
    CountDownLatch release = block(context);
    deliver(2);
    close();
    Node.await(consumer.unregister());
    release.countDown();
    shouldAddUp(Ferry.MANY, 2, 0);
  }

  @Test
  void shouldBeCountedAsLostWhenNobodyIsThereAfterTheLoopHasEnded() {
    MessageConsumer<Object> consumer = known(context, received);
    CountDownLatch release = block(context);
    deliver(2);
    deliver(3);
    close();
    running.close();
    Node.await(consumer.unregister());
    release.countDown();
    shouldAddUp(Ferry.MANY, 5, 0);
  }
}
