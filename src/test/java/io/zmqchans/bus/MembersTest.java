// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is in the cluster. */
class MembersTest {
  private static final JsonObject PING = new JsonObject();

  private final Vertx vertx = Vertx.vertx();
  private final Members members = new Members(vertx.eventBus());
  private final List<String> gone = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    Node.await(vertx.close());
  }

  @Test
  void shouldForgetWhoIsMissedTwice() {
    members.add("io.zmqchans.node.gone");
    Node.await(vertx.eventBus().consumer("io.zmqchans.node.there", ping -> {}).completion());
    members.add("io.zmqchans.node.there");

    members.check(PING, gone::add);
    assertThat(gone).isEmpty();
    Eventually.until(
        () -> "one gone, not " + gone,
        () -> {
          members.check(PING, gone::add);
          return gone.contains("io.zmqchans.node.gone");
        });

    assertThat(gone).hasSize(1);
    assertThat(members.all()).containsExactlyInAnyOrder(members.self(), "io.zmqchans.node.there");
  }

  @Test
  void shouldNeverMissItself() {
    for (int i = 0; i < 5; i++) {
      members.check(PING, gone::add);
    }

    assertThat(gone).isEmpty();
    assertThat(members.all()).containsExactly(members.self());
  }
}
