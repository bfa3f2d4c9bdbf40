// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqBatch;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import io.zmqchans.support.RelayFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;

/** A dealer in mode rpc; its peer is a router that shows, and answers with, whole envelopes. */
class RpcDealerTest extends RelayFixture {
  private static final String ENDPOINT = "inproc://rpc";

  private BlockingQueue<ZmqMessage> asked;

  private void deploy(JsonObject dealer) {
    JsonObject ours = dealer.put("mode", "rpc").put("connect", ENDPOINT);
    deploy(ThreadingModel.WORKER, socket("peer", "router").put("bind", ENDPOINT), ours);
    asked = received("peer");
  }

  private static JsonObject dealer() {
    return socket("dealer", "dealer");
  }

  private void answer(ZmqMessage request, Object... body) {
    List<Object> frames = new ArrayList<>(request.frames().subList(0, 3));
    frames.addAll(List.of(body));
    node.send("peer", ZmqMessage.of(frames.toArray()));
  }

  private static Object body(Future<Message<Object>> reply) {
    return Node.await(reply).body();
  }

  @Test
  void shouldPutACorrelationBeforeTheEmptyDelimiter() {
    deploy(dealer());

    submit("dealer", new JsonArray().add("a").add("").add("b"));

    ZmqMessage request = Node.next(asked);
    assertThat(request.size()).isEqualTo(6);
    assertThat(request.bytes(1)).hasSize(8);
    assertThat(request.bytes(1)[0]).isNotZero();
    assertThat(request.frames().subList(2, 6))
        .containsExactly(new byte[0], new byte[] {'a'}, new byte[0], new byte[] {'b'});
  }

  @Test
  void shouldGiveEachRequestItsAnswerInAnyOrder() {
    deploy(dealer());
    Future<Message<Object>> first = submit("dealer", "first");
    Future<Message<Object>> second = submit("dealer", "second");

    ZmqMessage one = Node.next(asked);
    ZmqMessage two = Node.next(asked);
    assertThat(one.string(3)).isEqualTo("first");
    answer(two, "to second");
    answer(one, "to", "", "first");

    assertThat(body(first)).isEqualTo(ZmqMessage.of("to", "", "first"));
    assertThat(body(second)).isEqualTo(ZmqMessage.of("to second"));
    awaitFigure("dealer", "delivered", 2);
    assertThat(figure("dealer", "pending")).isZero();
  }

  @Test
  void shouldRefuseABatch() {
    deploy(dealer());

    Refusal.of(
            ZmqFailure.BAD_MESSAGE,
            () -> Node.await(submit("dealer", ZmqBatch.of(ZmqMessage.of("a"), ZmqMessage.of("b")))))
        .contains("socket 'dealer'", "found ZmqBatch");

    assertThat(figure("dealer", "refused")).isEqualTo(2);
  }

  @Test
  void shouldTimeOutAndCountTheLateAnswer() {
    deploy(dealer().put("requestTimeout", 50));
    BlockingQueue<JsonObject> events = events("dealer");

    Refusal.of(ZmqFailure.TIMEOUT, () -> Node.await(submit("dealer", "late")))
        .contains("socket 'dealer'", "50 ms");
    answer(Node.next(asked), "too late");

    awaitFigure("dealer", "dropped", 1);
    assertThat(Node.next(events).getString("reason")).contains("late");
    assertThat(figure("dealer", "received")).isEqualTo(1);
    assertThat(figure("dealer", "delivered")).isZero();
  }

  @Test
  void shouldCountWhatAnswersNoRequest() {
    deploy(dealer());
    Future<Message<Object>> reply = submit("dealer", "once");
    ZmqMessage request = Node.next(asked);

    byte[] id = request.bytes(0);
    node.send("peer", ZmqMessage.of(id, "x"));
    node.send("peer", ZmqMessage.of(id, request.bytes(1), "no delimiter", "x"));
    node.send("peer", ZmqMessage.of(id, request.bytes(1), ""));
    node.send("peer", ZmqMessage.of(id, "short", "", "x"));
    node.send("peer", ZmqMessage.of(id, "another1", "", "x"));
    answer(request, "first");
    answer(request, "again");

    assertThat(body(reply)).isEqualTo(ZmqMessage.of("first"));
    awaitFigure("dealer", "dropped", 6);
    assertThat(figure("dealer", "received")).isEqualTo(7);
  }

  @Test
  void shouldFailAsThePeerSays() {
    deploy(dealer());
    Future<Message<Object>> reply = submit("dealer", "question");

    answer(Node.next(asked), "zmq-error", "{\"code\":42,\"message\":\"no such thing\"}");

    Refusal.of(42, () -> Node.await(reply)).isEqualTo("no such thing");
    assertThat(figure("dealer", "rejected")).isEqualTo(1);
  }

  @Test
  void shouldTakeForAnAnswerWhatIsntQuiteAnError() {
    deploy(dealer());
    for (String json : List.of("{\"code\":\"42\",\"message\":\"x\"}", "{", "[]", "{\"code\":42}")) {
      Future<Message<Object>> reply = submit("dealer", "question");
      answer(Node.next(asked), "zmq-error", json);
      assertThat(body(reply)).isEqualTo(ZmqMessage.of("zmq-error", json));
    }
  }

  @Test
  void shouldAnswerInItsFormat() {
    deploy(dealer().put("format", "json"));
    Future<Message<Object>> one = submit("dealer", new JsonObject().put("a", 1));
    answer(Node.next(asked), "{\"b\":2}");
    Future<Message<Object>> several = submit("dealer", "x");
    answer(Node.next(asked), "1", "[]");

    assertThat(body(one)).isEqualTo(new JsonObject().put("b", 2));
    assertThat(body(several)).isEqualTo(new JsonArray().add(1).add(new JsonArray()));
  }

  @Test
  void shouldFailWhenTheAnswerIsNotInItsFormat() {
    deploy(dealer().put("format", "json"));
    Future<Message<Object>> reply = submit("dealer", "x");

    answer(Node.next(asked), "{");

    Refusal.of(ZmqFailure.REMOTE_FAILURE, () -> Node.await(reply)).contains("socket 'dealer'");
    awaitFigure("dealer", "undecodable", 1);
    assertThat(figure("dealer", "delivered")).isZero();
  }

  @Test
  void shouldSendWithoutWaitingForTheAnswer() {
    deploy(dealer());

    node.vertx().eventBus().send("zmq.dealer.in", "fire");
    ZmqMessage request = Node.next(asked);
    answer(request, "and forget");

    awaitFigure("dealer", "delivered", 1);
    assertThat(figure("dealer", "dropped")).isZero();
  }

  @Test
  void shouldRefuseWhatCannotBeSent() {
    deploy(dealer());

    Refusal.of(ZmqFailure.BAD_MESSAGE, () -> Node.await(submit("dealer", null))).contains("dealer");
    Refusal.of(ZmqFailure.BAD_MESSAGE, () -> Node.await(submit("dealer", 7))).contains("Integer");
    assertThat(figure("dealer", "refused")).isEqualTo(2);
  }

  @Test
  void shouldFailWhatIsUnansweredWhenItIsClosed() {
    deploy(dealer());
    Future<Message<Object>> reply = submit("dealer", "question");
    Node.next(asked);

    node.command("dealer", "close");

    Refusal.of(ZmqFailure.CLOSED, () -> Node.await(reply)).contains("socket 'dealer'");
  }

  @Test
  void shouldFailWhatIsUnansweredWhenItIsUndeployed() {
    deploy(dealer());
    Future<Message<Object>> reply = submit("dealer", "question");
    Node.next(asked);

    Node.await(node.vertx().undeploy(node.deployment()));

    Refusal.of(ZmqFailure.CLOSED, () -> Node.await(reply)).contains("socket 'dealer'");
  }

  @Test
  void shouldHaveNoOut() {
    deploy(dealer());

    JsonObject list = node.command(null, "list");

    JsonObject described = list.getJsonArray("sockets").getJsonObject(0);
    assertThat(described.getString("name")).isEqualTo("dealer");
    assertThat(described.containsKey("in")).isTrue();
    assertThat(described.containsKey("out")).isFalse();
  }
}
