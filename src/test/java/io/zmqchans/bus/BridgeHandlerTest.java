// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.BridgeUser.JSON;
import static io.zmqchans.support.BridgeUser.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqBridgeEvent;
import io.zmqchans.ZmqFailure;
import io.zmqchans.support.BridgeFixture;
import io.zmqchans.support.BridgeUser;
import io.zmqchans.support.Node;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** The handler in Java that sees what passes a bridge, and may refuse or change it. */
class BridgeHandlerTest extends BridgeFixture {
  private BridgeUser client;

  private void deploy(Handler<ZmqBridgeEvent> handler) {
    deploy(open().setHandler(handler).setReplyTimeout(2000).setMaxOutstanding(2));
    client = dealer();
  }

  @Test
  void shouldSeeWhatHappens() {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    deploy(
        event -> {
          seen.add(event.type() + " " + event.address() + " " + event.body());
          event.tryComplete(true);
        });
    serve("open.echo", request -> request.reply("re"));

    client.register("open.a");
    client.send("send", "open.a", TEXT, "one");
    client.expect("message", "open.a", "", TEXT, "one");
    client.send("request", "1", "open.echo", TEXT, "two");
    client.expect("reply", "1", TEXT, "re");
    client.send("unregister", "open.a");
    client.expect("unregistered", "open.a");
    client.close();

    for (String expected :
        new String[] {
          "REGISTER open.a null",
          "SEND open.a one",
          "RECEIVE open.a one",
          "REQUEST open.echo two",
          "RECEIVE open.echo re",
          "UNREGISTER open.a null",
          "GONE null null"
        }) {
      assertThat(Node.next(seen)).isEqualTo(expected);
    }
  }

  @Test
  void shouldRefuseWhatItSaysNoTo() {
    deploy(event -> event.complete(event.type() != ZmqBridgeEvent.Type.SEND));
    BlockingQueue<Message<Object>> messages = messages("open.a");

    client.send("send", "open.a", TEXT, "no");
    client.expectError(ZmqFailure.WRONG_STATE).contains("refused");
    client.send("publish", "open.a", TEXT, "yes");

    assertThat(Node.next(messages).body()).isEqualTo("yes");
  }

  @Test
  void shouldTellTheFailureItGives() {
    deploy(event -> event.fail(ZmqFailure.UNSUPPORTED.exception("not on Sundays")));

    client.send("register", "open.a");

    client.expectError(ZmqFailure.UNSUPPORTED).isEqualTo("not on Sundays");
  }

  @Test
  void shouldRefuseWhenItThrows() {
    deploy(
        event -> {
          throw new IllegalStateException("secret");
        });

    client.send("register", "open.a");

    client.expectError(ZmqFailure.WRONG_STATE).doesNotContain("secret");
  }

  @Test
  void shouldRefuseWhenItNeverDecidesAndNotWaitForTooMany() {
    deploy(event -> {});

    client.send("register", "open.1");
    client.send("register", "open.2");
    client.send("register", "open.3");

    client.expectError(ZmqFailure.FULL).contains("maxOutstanding");
    client.expectError(ZmqFailure.TIMEOUT);
    client.expectError(ZmqFailure.TIMEOUT);
  }

  @Test
  void shouldChangeBodyAndHeadersBothWays() {
    deploy(
        event -> {
          event.headers().add("by", event.type().name());
          event.setBody(new JsonObject().put("was", event.body()));
          event.complete(true);
        });
    BlockingQueue<Message<Object>> messages = messages("open.a");

    client.send("request", "1", "open.a", TEXT, "x");

    Message<Object> request = Node.next(messages);
    assertThat(request.headers().get("by")).isEqualTo("REQUEST");
    assertThat(request.body()).isEqualTo(new JsonObject().put("was", "x"));
    request.reply("y");
    assertThat(client.receive().string(3)).isEqualTo("{\"was\":\"y\"}");
  }

  /** The rules are asked about what it made of a message. */
  @Test
  void shouldNotGetAroundTheRules() {
    deploy(
        event -> {
          event.setBody(new JsonObject().put("kind", 2));
          event.complete(true);
        });

    client.send("send", "checked", JSON, "{\"kind\":1}");

    client.expectError(ZmqFailure.WRONG_STATE).contains("not permitted");
  }

  @Test
  void shouldDecideLaterOnAnyThread() {
    BlockingQueue<ZmqBridgeEvent> events = new LinkedBlockingQueue<>();
    deploy(events::add);

    client.send("register", "open.a");
    client.ping();
    Node.next(events).complete(true);

    client.expect("registered", "open.a");
  }

  @Test
  void shouldNotRegisterAClientThatIsGoneByThen() {
    BlockingQueue<ZmqBridgeEvent> events = new LinkedBlockingQueue<>();
    deploy(events::add);
    client.send("register", "open.a");
    ZmqBridgeEvent event = Node.next(events);
    client.close();
    assertThat(Node.next(events).type()).isEqualTo(ZmqBridgeEvent.Type.GONE);

    event.complete(true);

    awaitFigure("edge", "refused", 1);
    assertThat(figure("edge", "registrations")).isZero();
  }
}
