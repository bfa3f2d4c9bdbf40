// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import io.zmqchans.support.RelayFixture;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests in mode rpc that no peer takes yet. */
class RpcPendingTest extends RelayFixture {
  private static final String ENDPOINT = "tcp://127.0.0.1:*";

  private void deploy(String type, int timeout) {
    JsonObject client =
        socket("client", type)
            .put("mode", "rpc")
            .put("bind", ENDPOINT)
            .put("maxPending", 3)
            .put("requestTimeout", timeout);
    deploy(ThreadingModel.EVENT_LOOP, client, socket("server", "rep"));
  }

  private BlockingQueue<ZmqMessage> connectServer() {
    BlockingQueue<ZmqMessage> asked = received("server");
    node.command("server", "connect", "endpoint", node.endpoint("client"));
    return asked;
  }

  @ParameterizedTest
  @ValueSource(strings = {"dealer", "req"})
  void shouldWaitForAPeerAndRefuseBeyondMaxPending(String type) {
    deploy(type, 10_000);
    Future<Message<Object>> first = submit("client", "1");
    submit("client", "2");
    submit("client", "3");

    Refusal.of(ZmqFailure.FULL, () -> Node.await(submit("client", "4"))).contains("client", "3");
    assertThat(figure("client", "pending")).isEqualTo(3);
    assertThat(figure("client", "refused")).isEqualTo(1);

    BlockingQueue<ZmqMessage> asked = connectServer();
    assertThat(Node.next(asked)).isEqualTo(ZmqMessage.of("1"));
    node.send("server", "answer");
    assertThat(Node.await(first).body()).isEqualTo(ZmqMessage.of("answer"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dealer", "req"})
  void shouldNotSendWhatIsOutOfTime(String type) {
    deploy(type, 100);
    Future<Message<Object>> first = submit("client", "1");
    Future<Message<Object>> second = submit("client", "2");

    Refusal.of(ZmqFailure.TIMEOUT, () -> Node.await(first)).contains("no peer took");
    Refusal.of(ZmqFailure.TIMEOUT, () -> Node.await(second)).contains("no peer took");
    awaitFigure("client", "pending", 0);

    BlockingQueue<ZmqMessage> asked = connectServer();
    Node.await(node.vertx().eventBus().request("zmq.client.control", awaitPeers()));
    submit("client", "3");
    assertThat(Node.next(asked)).isEqualTo(ZmqMessage.of("3"));
    assertThat(figure("client", "sent")).isEqualTo(1);
  }

  private static JsonObject awaitPeers() {
    return new JsonObject().put("command", "awaitPeers").put("timeout", 10_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dealer", "req"})
  void shouldFailWhatIsPendingWhenItIsClosed(String type) {
    deploy(type, 10_000);
    Future<Message<Object>> first = submit("client", "1");
    Future<Message<Object>> second = submit("client", "2");

    node.command("client", "close");

    Refusal.of(ZmqFailure.CLOSED, () -> Node.await(first)).contains("client");
    Refusal.of(ZmqFailure.CLOSED, () -> Node.await(second)).contains("client");
  }
}
