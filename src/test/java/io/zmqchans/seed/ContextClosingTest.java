// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqMessage;
import io.zmqchans.ZmqOptions;
import io.zmqchans.support.Chatter;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenFiles;
import io.zmqchans.support.OpenSocket;
import io.zmqchans.support.Soak;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The seed's known issue "JVM crashing when terminating contexts": a verticle closed at any time
 * under load ends, tells every sender, and leaves nothing behind, however often.
 */
class ContextClosingTest extends SeedFixture {
  private static final int ROUNDS = 20;
  private static final int MOST_ARRIVALS = 2000;
  private static final int SOCKETS = 8;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void shouldCloseAtAnyTimeUnderLoad() {
    closeAgainAndAgain(ROUNDS);
  }

  @Test
  @Tag("soak")
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void shouldCloseVeryOftenUnderLoad() {
    closeAgainAndAgain(Soak.rounds(1000));
  }

  private void closeAgainAndAgain(int rounds) {
    Leaks leaks = new Leaks();
    round(0, leaks); // so that what is opened only once is open
    long files = OpenFiles.count();
    for (int i = 1; i < rounds; i++) {
      round(random.nextInt(MOST_ARRIVALS), leaks);
    }
    OpenFiles.awaitAtMost(files + 4 * SOCKETS);
  }

  private void round(int arrivals, Leaks leaks) {
    // The same name each time: all of the one before is to be gone.
    OpenContext context = context(new ZmqOptions().setCloseTimeout(50));
    Chatter chatter = new Chatter();
    chatOver(context, chatter, "inproc://closing");
    chatOver(context, chatter, WILDCARD);
    chatter.awaitArrivals(arrivals);
    if (arrivals % 2 == 0) {
      context.close();
    } else {
      context.closeByCommand();
    }
    chatter.awaitEnd();
    leaks.none();
  }

  private static void chatOver(OpenContext context, Chatter chatter, String endpoint) {
    OpenSocket rep = context.socket("rep", "bind", endpoint.replace("closing", "rep"));
    OpenSocket router = context.socket("router", "bind", endpoint.replace("closing", "router"));
    OpenSocket req = context.socket("req").connect(rep);
    OpenSocket dealer = context.socket("dealer").connect(router);
    chatter.echo(rep);
    chatter.echo(router);
    chatter.count(req);
    chatter.count(dealer);
    chatter.flood(req, "question", 5);
    chatter.flood(dealer, ZmqMessage.of("", "message", new byte[1000]), 50);
  }

  @Test
  void shouldCloseWhileSocketsComeAndGo() {
    Leaks leaks = new Leaks();
    for (int i = 0; i < ROUNDS; i++) {
      OpenContext context = context();
      for (int k = random.nextInt(SOCKETS); k > 0; k--) {
        context.socket("push", "bind", "inproc://gone-" + k).close();
      }
      var opening = context.submit("open", "options", json("name", "last", "type", "pull"));
      context.close();
      Eventually.until(() -> "the last command is answered", opening::isComplete);
    }
    leaks.none();
    assertThat(vertx.deploymentIDs()).isEmpty();
  }
}
