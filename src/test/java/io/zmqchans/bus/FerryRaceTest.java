// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Messages.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.eventbus.MessageConsumer;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An event loop that sends, and a loop that takes back, a thousand times in a different order. */
class FerryRaceTest extends FerryFixture {
  private static final int ROUNDS = 1000;
  private static final int MOST = 100;

  private final Random random = new Random(1);

  private void deliverSome() {
    for (int n = random.nextInt(4); n >= 0; n--) {
      deliver(1 + random.nextInt(MOST));
    }
  }

  private void shouldArrive(int from) {
    assertThat(next(delivered - from, received)).containsExactly(numbers(from, delivered));
    shouldBeOver();
  }

  @Test
  void allShouldArriveOnceAndInOrderWhateverIsTakenBack() {
    known(context, received);
    for (int i = 0; i < ROUNDS; i++) {
      int from = delivered;
      deliverSome();
      checkForLong();
      deliverSome();
      shouldArrive(from);
    }
  }

  @Test
  void allShouldAddUpWhoeverLeaves() {
    MessageConsumer<Object> consumer = known(context, received);
    for (int i = 0; i < ROUNDS; i++) {
      deliverSome();
      MessageConsumer<Object> next = register(eventLoop(), received);
      Node.await(consumer.unregister());
      consumer = next;
    }
    Eventually.until(
        () -> "all of " + delivered + " known to be taken or lost",
        () -> {
          delivery.check(); // what those who left had not taken is found out only so
          return delivery.inFlight() == 0
              && delivery.delivered() + events.total(Events.Kind.DROPPED) == delivered;
        });
    assertThat(received).hasSize((int) delivery.delivered() - Ferry.MANY);
    assertThat(received).doesNotHaveDuplicates();
  }
}
