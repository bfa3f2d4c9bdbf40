// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others send to a socket's {@code out}, with headers like our own. */
class AlienHeadersTest extends RelayFixture {
  @ParameterizedTest
  @ValueSource(strings = {"", "a", "-1", "99999999999999999999", "7"})
  void shouldReachConsumersLikeAnyMessage(String value) {
    JsonObject pull = socket("pull", "pull").put("bind", "tcp://127.0.0.1:*");
    deploy(ThreadingModel.WORKER, pull.put("delivery", "publish"), socket("push", "push"));
    node.command("push", "connect", "socket", "pull");
    BlockingQueue<ZmqMessage> received = received("pull");
    DeliveryOptions headers = new DeliveryOptions();
    headers.addHeader("zmq-number", value).addHeader("zmq-credit", value);

    node.vertx().eventBus().publish("zmq.pull.out", ZmqMessage.of("alien"), headers);

    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("alien"));
    node.send("push", "ours");
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("ours"));
    awaitFigure("pull", "delivered", 1);
  }
}
