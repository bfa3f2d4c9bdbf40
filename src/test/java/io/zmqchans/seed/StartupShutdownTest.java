// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.Node;
import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenFiles;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * startup-shutdown: a hundred sockets of any type, bound or connected, are closed with the
 * verticle.
 */
class StartupShutdownTest extends SeedFixture {
  private static final int SOCKETS = 100;

  /** All of them: rep and router, which the seed has to leave out, too. */
  private static final List<String> TYPES =
      List.of(
          "pair", "pub", "sub", "req", "rep", "dealer", "router", "xpub", "xsub", "pull", "push",
          "stream");

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  private void openRandomSockets(OpenContext context) {
    for (int i = 0; i < SOCKETS; i++) {
      String type = TYPES.get(random.nextInt(TYPES.size()));
      context.socket(type, random.nextBoolean() ? "bind" : "connect", "inproc://random-" + i);
    }
  }

  @Test
  void shouldKeepRandomSocketsOpenUntilUndeployed() {
    OpenContext context = context();
    openRandomSockets(context);
    JsonArray sockets = context.command("list").getJsonArray("sockets");
    assertThat(sockets).as("random seed %d", seed).hasSize(SOCKETS);
    context.close();
    assertThat(vertx.deploymentIDs()).isEmpty();
  }

  @Test
  void shouldLeaveNoThreadAfterRandomSockets() {
    Leaks leaks = new Leaks();
    OpenContext context = context();
    openRandomSockets(context);
    assertThat(leaks.threadsSince()).as("while deployed").isNotEmpty();
    context.close();
    leaks.none();
  }

  @Test
  void shouldLeaveNoFileOpenAfterRandomSockets() {
    context().close(); // so that what is opened only once is open
    long before = OpenFiles.count();
    OpenContext context = context();
    openRandomSockets(context);
    context.close();
    OpenFiles.awaitAtMost(before + SOCKETS / 2);
  }

  @Test
  void shouldLeaveNoThreadWhenVertxIsClosed() {
    Leaks leaks = new Leaks();
    openRandomSockets(context());
    Node.await(vertx.close());
    leaks.none();
  }
}
