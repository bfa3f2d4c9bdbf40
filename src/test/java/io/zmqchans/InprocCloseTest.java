// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.Node;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Closing a socket while another of the verticle is connected to it does the other no harm. */
class InprocCloseTest {
  private static final int ROUNDS = 300; // JeroMQ's race shows about once in 50

  private final Leaks leaks = new Leaks();

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldSurviveThatAPeerIsClosed(ThreadingModel model) {
    JsonArray endpoints = JsonArray.of("inproc://news", "tcp://127.0.0.1:*");
    JsonObject pub = socket("pub", "pub").put("bind", endpoints);
    JsonObject sub = socket("sub", "sub").put("connect", "inproc://news").put("subscribe", "");
    try (Node node = Node.deploy(model, new JsonObject())) {
      for (int i = 0; i < ROUNDS; i++) {
        node.command(null, "open", "options", pub);
        node.command(null, "open", "options", sub);
        node.send("pub", "news");
        node.command("pub", "close");
        node.command("sub", "close");
      }

      assertThat(node.command(null, "list").getJsonArray("sockets")).isEmpty();
    }
    leaks.none();
  }
}
