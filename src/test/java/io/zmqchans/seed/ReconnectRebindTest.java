// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** reconnect-rebind: two sockets meet at another endpoint again and again. */
class ReconnectRebindTest extends SeedFixture {
  private static final int TIMES = 100;

  @ParameterizedTest
  @ValueSource(strings = {WILDCARD, "tcp://*:*", "inproc://again"})
  void shouldExchangeAfterEachRebindAndReconnect(String endpoint) {
    OpenContext context = context();
    OpenSocket rep = context.socket("rep");
    OpenSocket req = context.socket("req");
    for (int i = 0; i < TIMES; i++) {
      String bound = rep.bind(endpoint);
      req.connect(rep);
      req.send("ping " + i);
      assertThat(rep.receiveText()).isEqualTo("ping " + i);
      rep.send("pong " + i);
      assertThat(req.receiveText()).isEqualTo("pong " + i);
      assertThat(rep.command("unbind").getString("endpoint")).isEqualTo(bound);
      req.command("disconnect");
    }
    assertThat(rep.command("endpoints").getJsonArray("endpoints")).isEmpty();
    assertThat(req.command("endpoints").getJsonArray("endpoints")).isEmpty();
  }
}
