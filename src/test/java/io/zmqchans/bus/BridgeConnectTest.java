// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import io.zmqchans.ZmqFailure;
import io.zmqchans.support.BridgeFixture;
import io.zmqchans.support.BridgeUser;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bridge that connects to its clients, which JeroMQ doesn't tell it of when they are gone. */
class BridgeConnectTest extends BridgeFixture {
  private static final String ANYWHERE = "tcp://127.0.0.1:*";
  private static final int MANY = 100;
  private static final byte[] BIG = new byte[1 << 16];

  private BridgeUser bound(String id, String endpoint) {
    return closedAfter(BridgeUser.bound(id, endpoint));
  }

  private Future<Message<Object>> request(String address) {
    return node.vertx().eventBus().request(address, "question");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "worker"})
  void shouldForgetAClientThatIsGone(String id) {
    BridgeUser client = bound(id.isEmpty() ? null : id, ANYWHERE);
    BridgeUser other = bound(null, ANYWHERE);
    String endpoint = client.endpoint();
    deploy(open().setBind().setConnect(endpoint, other.endpoint()));
    client.register("open.a");
    other.register("open.b");
    Future<Message<Object>> owed = request("open.a");
    client.receive();

    client.close();

    assertThat(failure(owed).failureCode()).isEqualTo(ZmqFailure.REMOTE_FAILURE.code());
    awaitFigure("edge", "registrations", 1);
    Refusal.noHandlers(node, "open.a");
    BridgeUser next = bound(id.isEmpty() ? null : id, endpoint);
    next.register("open.c");
    awaitFigure("edge", "registrations", 2);
    other.ping();
  }

  @Test
  void shouldGiveTheNextClientNothingThatWasAnothers() {
    BridgeUser deaf = bound(null, ANYWHERE);
    String endpoint = deaf.endpoint();
    deploy(open().setBind().setConnect(endpoint));
    deaf.register("open.flood");
    for (int i = 0; i < MANY; i++) {
      node.vertx().eventBus().send("open.flood", BIG);
    }
    Eventually.until(
        () -> "a queue in " + node.stats("edge"), () -> figure("edge", "sent") > MANY / 2);

    deaf.close();

    awaitFigure("edge", "registrations", 0);
    bound(null, endpoint).ping();
  }

  /** What JeroMQ still gives of a connection that is gone isn't a new client's. */
  @Test
  void shouldLeaveNothingOfClientsThatComeAndGo() {
    BridgeUser first = bound(null, ANYWHERE);
    String endpoint = first.endpoint();
    deploy(open().setBind().setConnect(endpoint));
    first.ping();
    first.close();
    for (int i = 0; i < 10; i++) {
      BridgeUser next = bound(null, endpoint);
      next.send("register", "open." + i);
      next.close();
    }
    awaitFigure("edge", "registrations", 0);
    awaitFigure("edge", "clients", 0);
  }

  @Test
  void shouldForgetAClientThatItDisconnectsFrom() {
    BridgeUser client = bound(null, ANYWHERE);
    deploy(open().setBind().setConnect(client.endpoint()));
    client.register("open.a");

    node.command("edge", "disconnect", "endpoint", client.endpoint());

    awaitFigure("edge", "registrations", 0);
    Node.await(node.vertx().undeploy(node.deployment()));
  }
}
