// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;

/** Who may send commands. */
class ControlScopeTest {
  private static Node deploy(String scope) {
    JsonArray sockets =
        new JsonArray()
            .add(socket("pull", "pull").put("bind", "inproc://x"))
            .add(socket("push", "push").put("connect", "inproc://x"));
    return Node.deploy(
        ThreadingModel.WORKER, new JsonObject().put("controlScope", scope).put("sockets", sockets));
  }

  @Test
  void shouldTakeCommandsOfThisVertx() {
    try (Node node = deploy("local")) {
      assertThat(node.command(null, "list").getJsonArray("sockets")).hasSize(2);
      assertThat(node.endpoint("pull")).isEqualTo("inproc://x");
    }
  }

  @Test
  void shouldTakeNoCommandsAndYetRelayWhenOff() {
    try (Node node = deploy("off")) {
      BlockingQueue<ZmqMessage> received = node.collect("zmq.pull.out");
      node.send("push", "hello");

      assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("hello"));
      Refusal.noHandlers(node, "zmq.control");
      Refusal.noHandlers(node, "zmq.pull.control");
      Refusal.noHandlers(node, "zmq.push.control");
    }
  }
}
