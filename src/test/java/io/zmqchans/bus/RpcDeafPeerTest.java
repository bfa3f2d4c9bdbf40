// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;

/** A peer that asks and doesn't read the answers. */
class RpcDeafPeerTest extends RelayFixture {
  private static final String ENDPOINT = "inproc://rpc";
  private static final int ASKED = 20;

  private void deploy(int timeout) {
    JsonObject server =
        socket("server", "router")
            .put("mode", "rpc")
            .put("format", "string")
            .put("bind", ENDPOINT)
            .put("maxInFlight", 4)
            .put("maxPending", 2)
            .put("requestTimeout", timeout)
            .put("options", new JsonObject().put("sndhwm", 1));
    JsonObject deaf =
        socket("deaf", "dealer")
            .put("connect", ENDPOINT)
            .put("maxInFlight", 1)
            .put("options", new JsonObject().put("rcvhwm", 1));
    deploy(ThreadingModel.WORKER, server, deaf, socket("other", "dealer").put("connect", ENDPOINT));
    node.vertx()
        .eventBus()
        .consumer("zmq.server.out", request -> request.reply("re " + request.body()));
    for (int i = 0; i < ASKED; i++) {
      node.send("deaf", ZmqMessage.of("", "" + i));
    }
  }

  private void assertServesTheOther() {
    BlockingQueue<ZmqMessage> answers = received("other");
    for (int i = 0; i < 10; i++) {
      node.send("other", ZmqMessage.of("", "" + i));
      assertThat(Node.next(answers)).isEqualTo(ZmqMessage.of("", "re " + i));
    }
  }

  @Test
  void shouldHoldUpNobodyElse() {
    deploy(60_000);
    awaitFigure("server", "delivered", ASKED);

    assertServesTheOther();

    awaitFigure("server", "inFlight", 0);
    assertThat(figure("server", "pending")).as("waiting for it").isEqualTo(2);
    int refused = figure("server", "refused");
    assertThat(refused).isPositive();
    BlockingQueue<ZmqMessage> late = received("deaf");
    Eventually.until(() -> "the rest in " + late, () -> late.size() == ASKED - refused);
    awaitFigure("server", "pending", 0);
  }

  @Test
  void shouldBeGivenUpInTime() {
    deploy(200);
    awaitFigure("server", "delivered", ASKED);

    awaitFigure("server", "pending", 0);
    assertServesTheOther();
    assertThat(figure("server", "sent")).isEqualTo(ASKED - figure("server", "refused") + 10);
  }
}
