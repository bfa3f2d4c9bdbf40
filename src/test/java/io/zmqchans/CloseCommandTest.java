// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import io.zmqchans.support.Route;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The command that closes one socket, by both routes. */
class CloseCommandTest {
  private static final String TCP = "tcp://127.0.0.1:*";

  private Node node;

  @AfterEach
  void close() {
    node.close();
  }

  private void deployPipe(Route route) {
    node = route.deploy(socket("pull", "pull").put("bind", TCP), socket("push", "push"));
  }

  @ParameterizedTest
  @EnumSource
  void shouldCloseAndTakeTheAddressesOffTheBus(Route route) {
    node = route.deploy(socket("a", "dealer"), socket("pull", "pull").put("bind", TCP));

    assertThat(route.command(node, "a", "close")).isEmpty();

    Refusal.noHandlers(node, "zmq.a.in");
    Refusal.noHandlers(node, "zmq.a.control");
    Refusal.of(ZmqFailure.CLOSED, () -> Route.VERTICLE.command(node, "a", "endpoints"))
        .contains("'a'");
    assertThat(node.command(null, "list").getJsonArray("sockets")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void shouldFailWhatIsPendingOnASocketThatCloses(Route route) {
    deployPipe(route);
    Future<?> sent = node.vertx().eventBus().request("zmq.push.in", "nobody takes it");
    Eventually.until(
        () -> "pending " + node.stats("push"), () -> node.stats("push").getInteger("pending") == 1);
    Future<JsonObject> peers = route.ask(node, "push", "awaitPeers");

    route.command(node, "push", "close");

    Refusal.of(ZmqFailure.CLOSED, () -> Node.await(sent)).contains("'push'");
    Refusal.of(ZmqFailure.CLOSED, () -> Node.await(peers)).contains("'push'");
  }

  @ParameterizedTest
  @EnumSource
  void shouldCloseOneSocketWithoutTheOthersNoticing(Route route) {
    deployPipe(route);
    node.command("push", "connect", "socket", "pull");
    node.command(null, "open", "options", socket("third", "dealer").put("bind", TCP));
    BlockingQueue<ZmqMessage> received = node.collect("zmq.pull.out");
    node.send("push", "before");

    route.command(node, "third", "close");

    node.send("push", "after");
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("before"));
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("after"));
  }

  @ParameterizedTest
  @EnumSource
  void shouldOpenTheNameAndThePortOfAClosedSocketAgain(Route route) {
    deployPipe(route);
    String port = node.endpoint("pull");
    BlockingQueue<ZmqMessage> received = node.collect("zmq.pull.out");
    node.command("push", "connect", "endpoint", port);

    route.command(node, "pull", "close");
    node.command(null, "open", "options", socket("pull", "pull").put("bind", port));

    route.command(node, "pull", "awaitPeers");
    node.send("push", "to the next of that name");
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("to the next of that name"));
  }
}
