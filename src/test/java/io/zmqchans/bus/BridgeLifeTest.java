// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.BridgeUser.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.BridgeFixture;
import io.zmqchans.support.BridgeUser;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import io.zmqchans.support.TcpGate;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;

/** A bridge among sockets, clients that don't read, and its end. */
class BridgeLifeTest extends BridgeFixture {
  private static final int PAYLOAD = 64 << 10;

  @Test
  void shouldHaveTheAddressesOfASocket() {
    deploy(open());

    JsonObject listed = node.command(null, "list").getJsonArray("sockets").getJsonObject(0);
    assertThat(listed.getString("name")).isEqualTo("edge");
    assertThat(listed.getString("control")).isEqualTo("zmq.edge.control");
    assertThat(listed.getString("events")).isEqualTo("zmq.edge.events");
    assertThat(listed.fieldNames()).doesNotContain("in", "out");
    Refusal.noHandlers(node, "zmq.edge.in");
  }

  @Test
  void shouldReportWhatItRefuses() {
    deploy(open());
    BlockingQueue<JsonObject> events = node.collect("zmq.edge.events");

    dealer().send("send", "closed", "", "");

    JsonObject event = Node.next(events);
    assertThat(event.getString("event")).isEqualTo("refused");
    assertThat(event.getString("reason")).contains("not permitted: closed");
  }

  @Test
  void shouldAccountForAllThatItReceived() {
    deploy(open());
    BridgeUser client = dealer();
    client.send("send", "closed", "", "");
    client.expectError(ZmqFailure.WRONG_STATE);
    client.send("what?");
    client.expectError(ZmqFailure.BAD_COMMAND);
    client.close();
    awaitFigure("edge", "clients", 0);

    JsonObject stats = node.stats("edge");
    int accounted =
        stats.getInteger("delivered")
            + stats.getInteger("refused")
            + stats.getInteger("undecodable")
            + stats.getInteger("inFlight");
    assertThat(stats.getInteger("received")).isEqualTo(accounted);
  }

  @Test
  void shouldDropForAClientThatDoesNotReadAndServeTheOthers() {
    deploy(open().setMaxPending(10).setOptions(new JsonObject().put("sndhwm", 10)));
    BridgeUser deaf = dealer();
    BridgeUser other = dealer();
    deaf.register("open.flood");
    other.register("open.calm");
    byte[] payload = new byte[PAYLOAD];

    Eventually.until(
        () -> "drops in " + node.stats("edge"),
        () -> {
          for (int i = 0; i < 100; i++) {
            node.vertx().eventBus().send("open.flood", payload);
          }
          Future<Message<Object>> request = node.vertx().eventBus().request("open.flood", payload);
          node.vertx().eventBus().send("open.calm", "calm");
          other.expect("message", "open.calm", "", TEXT, "calm");
          boolean full = request.failed() && ZmqFailure.of(request.cause()) == ZmqFailure.FULL;
          return full && figure("edge", "pending") > 0; // not only a burst that comes too fast
        });
    assertThat(figure("edge", "pending")).isLessThanOrEqualTo(11);

    int lost = figure("edge", "dropped");
    ZmqMessage message;
    int read = 0;
    do {
      message = deaf.receive();
      read++;
    } while (figure("edge", "pending") > 0);
    assertThat(message.array(4)).hasSize(PAYLOAD);
    assertThat(read).isPositive();
    assertThat(figure("edge", "dropped")).isEqualTo(lost);
  }

  @Test
  void shouldKeepTheOrderOfABurst() {
    deploy(open());
    BridgeUser client = dealer();
    client.register("open.a");

    for (int i = 0; i < 5000; i++) {
      node.vertx().eventBus().send("open.a", i);
    }

    for (int i = 0; i < 5000; i++) {
      assertThat(client.receive().string(4)).isEqualTo("" + i);
    }
    assertThat(figure("edge", "dropped")).isZero();
  }

  @Test
  void shouldAnswerWhatIsOwedWhenItIsClosed() {
    deploy(open());
    BlockingQueue<Message<Object>> requests = messages("open.slow");
    BridgeUser client = dealer();
    client.register("open.a");
    client.send("request", "1", "open.slow", "", "");
    Node.next(requests);
    Future<Message<Object>> asked = node.vertx().eventBus().request("open.a", "question");
    client.receive();

    node.command("edge", "close");

    assertThat(failure(asked).failureCode()).isEqualTo(ZmqFailure.CLOSED.code());
    client.expectError("1", ZmqFailure.CLOSED.code()).contains("closed");
    Refusal.noHandlers(node, "open.a");
  }

  @Test
  void shouldLeaveTheBusWhenUndeployed() {
    deploy(open());
    BridgeUser client = dealer();
    client.register("open.a");

    Node.await(node.vertx().undeploy(node.deployment()));

    Refusal.noHandlers(node, "open.a");
  }

  /** As by a cut cable: nothing comes any more, not even the answers to heartbeats. */
  @Test
  void shouldForgetAClientThatFallsSilent() {
    JsonObject heartbeats =
        new JsonObject().put("heartbeat_ivl", 50).put("heartbeat_timeout", 1500);
    deploy(open().setOptions(heartbeats));
    try (TcpGate cable = new TcpGate(node.endpoint("edge"))) {
      BridgeUser client = closedAfter(BridgeUser.dealer(cable.endpoint()));
      client.register("open.a");

      cable.hold();
      cable.awaitHeld();

      awaitFigure("edge", "registrations", 0);
    }
  }
}
