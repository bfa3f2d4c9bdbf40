// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.BridgeUser.JSON;
import static io.zmqchans.support.BridgeUser.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.BridgeFixture;
import io.zmqchans.support.BridgeUser;
import io.zmqchans.support.Node;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client of a bridge may do, verb by verb. */
class BridgeTest extends BridgeFixture {
  @BeforeEach
  void deploy() {
    deploy(open().setReplyTimeout(5000));
  }

  private Future<Message<Object>> request(String address, Object body) {
    return node.vertx().eventBus().request(address, body);
  }

  @Test
  void shouldSendWhatTheContentTypeSays() {
    BlockingQueue<Message<Object>> messages = messages("open.a");
    BridgeUser client = dealer();

    client.send("send", "open.a", "", "raw");
    client.send(
        "send", "open.a", "{\"Content-Type\":\"Application/JSON; charset=utf-8\"}", "{\"a\":1}");
    client.send("send", "open.a", TEXT, "text");
    client.send("send", "open.a", "{\"x\":\"y\",\"content-type\":\"image/png\"}", "png");

    assertThat(Node.next(messages).body()).isEqualTo(Buffer.buffer("raw"));
    assertThat(Node.next(messages).body()).isEqualTo(new JsonObject().put("a", 1));
    assertThat(Node.next(messages).body()).isEqualTo("text");
    Message<Object> last = Node.next(messages);
    assertThat(last.body()).isEqualTo(Buffer.buffer("png"));
    assertThat(last.headers().get("x")).isEqualTo("y");
    assertThat(last.replyAddress()).isNull();
  }

  @Test
  void shouldNotPassHeadersThatAreOurs() {
    BlockingQueue<Message<Object>> messages = messages("open.a");

    dealer().send("send", "open.a", "{\"ZMQ-user\":\"admin\",\"x\":\"y\"}", "");

    assertThat(Node.next(messages).headers().names()).containsExactly("x");
  }

  @Test
  void shouldAnswerARequestWithTheReplyOfTheBus() {
    serve(
        "open.a",
        request ->
            request.reply(
                new JsonObject().put("sum", 3), new DeliveryOptions().addHeader("x", "y")));

    dealer().send("request", "42", "open.a", JSON, "[1,2]");
    BridgeUser client = dealer();
    ZmqMessage reply = client.ask("request", "42", "open.a", JSON, "[1,2]");

    assertThat(reply.string(0)).isEqualTo("reply");
    assertThat(reply.string(1)).isEqualTo("42");
    assertThat(new JsonObject(reply.string(2))).isEqualTo(new JsonObject(JSON).put("x", "y"));
    assertThat(reply.string(3)).isEqualTo("{\"sum\":3}");
  }

  @Test
  void shouldTellOfTheBodysOfTheBus() {
    serve("open.a", request -> request.reply(request.body()));
    BridgeUser client = dealer();

    client.send("request", "1", "open.a", TEXT, "text");
    client.expect("reply", "1", TEXT, "text");
    client.send("request", "2", "open.a", "{}", "raw");
    client.expect("reply", "2", "", "raw");
    client.send("request", "3", "open.a", JSON, "7");
    client.expect("reply", "3", JSON, "7");
    client.send("request", "4", "open.a", JSON, "null");
    client.expect("reply", "4", "", "");
  }

  @Test
  void shouldPassAConsumersFailureOn() {
    serve("open.a", request -> request.fail(42, "no such thing"));
    BridgeUser client = dealer();

    client.send("request", "id", "open.a", "", "");
    client.expectError("id", 42).isEqualTo("no such thing");
    client.send("request", "id", "open.nobody", "", "");
    client.expectError("id", ZmqFailure.UNROUTABLE.code()).contains("open.nobody");
    awaitFigure("edge", "rejected", 1);
  }

  @Test
  void shouldTellThatNobodyAnsweredInTime() {
    node.close();
    deploy(open().setReplyTimeout(50));
    messages("open.a");

    dealer().send("request", "id", "open.a", "", "");
    BridgeUser client = dealer();
    client.send("request", "id", "open.a", "", "");

    client.expectError("id", ZmqFailure.TIMEOUT.code()).contains("open.a");
  }

  @Test
  void shouldTellThatAReplyIsNothingItCanSend() {
    serve("open.a", request -> request.reply(ZmqMessage.of("two", "frames")));
    BridgeUser client = dealer();

    client.send("request", "id", "open.a", "", "");

    client.expectError("id", ZmqFailure.BAD_MESSAGE.code()).contains("several frames");
    awaitFigure("edge", "dropped", 1);
  }

  @Test
  void shouldServeAReqWithItsEmptyFrame() {
    serve("open.a", request -> request.reply("re"));
    BridgeUser client = closedAfter(BridgeUser.req(node.endpoint("edge")));

    client.ping();
    client.send("request", "1", "open.a", "", "");
    client.expect("reply", "1", TEXT, "re");
    client.send("unheard of");
    client.expectError(ZmqFailure.BAD_COMMAND);
    client.send("register", "open.b");
    client.expect("registered", "open.b");
  }

  @Test
  void shouldPushToAClientAsItRegistered() {
    BridgeUser client = dealer();
    client.send("", "register", "open.a");
    client.expect("", "registered", "open.a");

    node.vertx().eventBus().publish("open.a", "hello");

    client.expect("", "message", "open.a", "", TEXT, "hello");
  }

  @Test
  void shouldPublishToAllAndSendToOneInTurn() {
    BridgeUser first = dealer();
    BridgeUser second = dealer();
    first.register("open.a");
    second.register("open.a");

    node.vertx().eventBus().publish("open.a", "all");
    first.expect("message", "open.a", "", TEXT, "all");
    second.expect("message", "open.a", "", TEXT, "all");

    first.send("send", "open.a", "", "1");
    first.send("send", "open.a", "", "2");
    assertThat(first.receive()).isNotEqualTo(second.receive());
  }

  @Test
  void shouldRegisterOnceHoweverOften() {
    BridgeUser client = dealer();
    client.register("open.a");
    client.register("open.a");

    node.vertx().eventBus().publish("open.a", "once");

    client.expect("message", "open.a", "", TEXT, "once");
    client.ping();
    assertThat(figure("edge", "registrations")).isEqualTo(1);
  }

  @Test
  void shouldUnregister() {
    BridgeUser client = dealer();
    client.register("open.a");

    client.send("unregister", "open.a");
    client.expect("unregistered", "open.a");

    node.vertx().eventBus().publish("open.a", "nobody");
    client.ping();
    client.send("unregister", "open.a");
    client.expectError(ZmqFailure.WRONG_STATE).contains("open.a");
    assertThat(figure("edge", "registrations")).isZero();
  }

  @Test
  void shouldAnswerARequestOfTheBusOnce() {
    BridgeUser client = dealer();
    client.register("open.a");

    Future<Message<Object>> answer = request("open.a", new JsonObject().put("a", 1));
    ZmqMessage message = client.receive();
    assertThat(message.string(0)).isEqualTo("message");
    assertThat(message.string(3)).isEqualTo(JSON);
    assertThat(message.string(4)).isEqualTo("{\"a\":1}");
    client.send("reply", message.bytes(2), "{\"content-type\":\"text/plain\",\"x\":\"y\"}", "re");

    assertThat(Node.await(answer).body()).isEqualTo("re");
    assertThat(Node.await(answer).headers().get("x")).isEqualTo("y");
    client.send("reply", message.bytes(2), "", "again");
    client.expectError(ZmqFailure.WRONG_STATE).contains("token");
  }

  @Test
  void shouldTakeATokenOfNobodyElse() {
    BridgeUser asked = dealer();
    BridgeUser thief = dealer();
    asked.register("open.a");
    Future<Message<Object>> answer = request("open.a", "question");
    byte[] token = asked.receive().bytes(2);

    thief.send("reply", token, "", "stolen");
    thief.expectError(ZmqFailure.WRONG_STATE).contains("token");
    asked.send("reply", token, "", "mine");

    assertThat(Node.await(answer).body()).isEqualTo(Buffer.buffer("mine"));
  }

  @Test
  void shouldFailARequestThatAClientDidNotAnswerInTime() {
    node.close();
    deploy(open().setReplyTimeout(50));
    BridgeUser client = dealer();
    client.register("open.a");

    Future<Message<Object>> answer = request("open.a", "question");
    byte[] token = client.receive().bytes(2);

    assertThat(failure(answer).failureCode()).isEqualTo(ZmqFailure.TIMEOUT.code());
    client.send("reply", token, "", "late");
    client.expectError(ZmqFailure.WRONG_STATE).contains("token");
  }

  @Test
  void shouldForgetAClientThatIsGone() {
    BridgeUser client = dealer();
    client.register("open.a");
    Future<Message<Object>> answer = request("open.a", "question");
    client.receive();

    client.close();

    assertThat(failure(answer).failureCode()).isEqualTo(ZmqFailure.REMOTE_FAILURE.code());
    awaitFigure("edge", "registrations", 0);
    awaitFigure("edge", "clients", 0);
  }

  @Test
  void shouldStartAfreshWithAClientThatReturns() {
    BridgeUser before = closedAfter(BridgeUser.dealer("bob", node.endpoint("edge")));
    before.register("open.a");
    Future<Message<Object>> answer = request("open.a", "question");
    byte[] token = before.receive().bytes(2);
    before.close();
    failure(answer);
    awaitFigure("edge", "clients", 0);

    BridgeUser after = closedAfter(BridgeUser.dealer("bob", node.endpoint("edge")));

    after.send("reply", token, "", "late");
    after.expectError(ZmqFailure.WRONG_STATE).contains("token");
    assertThat(figure("edge", "registrations")).isZero();
  }
}
