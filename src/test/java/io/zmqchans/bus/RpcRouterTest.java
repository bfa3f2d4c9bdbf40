// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import io.zmqchans.support.RelayFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** A router in mode rpc; its peer is a dealer that makes, and shows, envelopes. */
class RpcRouterTest extends RelayFixture {
  private static final String ENDPOINT = "inproc://rpc";

  private BlockingQueue<ZmqMessage> answers;

  private void deploy(JsonObject router) {
    JsonObject ours = router.put("mode", "rpc").put("bind", ENDPOINT);
    deploy(ThreadingModel.WORKER, ours, socket("peer", "dealer").put("connect", ENDPOINT));
    answers = received("peer");
  }

  private static JsonObject router() {
    return socket("router", "router").put("format", "string");
  }

  private void serve(Handler<Message<Object>> consumer) {
    Node.await(
        node.vertx().eventBus().consumer(node.address("router", "out"), consumer).completion());
  }

  private BlockingQueue<Message<Object>> collectRequests() {
    BlockingQueue<Message<Object>> requests = new LinkedBlockingQueue<>();
    serve(requests::add);
    return requests;
  }

  private void ask(Object... frames) {
    node.send("peer", ZmqMessage.of(frames));
  }

  private void assertError(ZmqMessage answer, int code, String message) {
    int size = answer.size();
    assertThat(answer.string(size - 2)).isEqualTo("zmq-error");
    JsonObject error = new JsonObject(answer.string(size - 1));
    assertThat(error.fieldNames()).containsExactlyInAnyOrder("code", "message");
    assertThat(error.getInteger("code")).isEqualTo(code);
    assertThat(error.getString("message")).contains(message);
  }

  private void assertError(ZmqMessage answer, ZmqFailure failure, String message) {
    assertError(answer, failure.code(), message);
  }

  @Test
  void shouldGiveTheBodyToTheConsumerAndTheEnvelopeBack() {
    deploy(router());
    serve(request -> request.reply(new JsonArray().add("re").add(request.body().toString())));

    ask("hop 1", "hop 2", "mine", "", "a", "", "b");

    assertThat(Node.next(answers))
        .isEqualTo(ZmqMessage.of("hop 1", "hop 2", "mine", "", "re", "[\"a\",\"\",\"b\"]"));
    awaitFigure("router", "delivered", 1);
    awaitFigure("router", "inFlight", 0);
  }

  @Test
  void shouldTakeEveryKindOfReply() {
    deploy(router());
    List<Object> replies =
        new ArrayList<>(
            List.of(
                "text", new byte[] {1}, new JsonObject().put("a", 1), ZmqMessage.of("x", "", "y")));
    serve(request -> request.reply(replies.remove(0)));

    for (int i = 0; i < 4; i++) {
      ask("", "question");
    }

    assertThat(Node.next(answers)).isEqualTo(ZmqMessage.of("", "text"));
    assertThat(Node.next(answers)).isEqualTo(ZmqMessage.of("", new byte[] {1}));
    assertThat(Node.next(answers)).isEqualTo(ZmqMessage.of("", "{\"a\":1}"));
    assertThat(Node.next(answers)).isEqualTo(ZmqMessage.of("", "x", "", "y"));
  }

  @Test
  void shouldServeManyAtOnce() {
    deploy(router());
    BlockingQueue<Message<Object>> requests = collectRequests();
    ask("1", "", "first");
    ask("2", "", "second");

    Message<Object> first = Node.next(requests);
    Node.next(requests).reply("to second");
    assertThat(Node.next(answers)).isEqualTo(ZmqMessage.of("2", "", "to second"));
    first.reply("to first");
    assertThat(Node.next(answers)).isEqualTo(ZmqMessage.of("1", "", "to first"));
  }

  @Test
  void shouldTellThePeerThatTheConsumerFailed() {
    deploy(router());
    serve(request -> request.fail(42, "no such thing"));

    ask("id", "", "question");

    ZmqMessage answer = Node.next(answers);
    assertThat(answer.size()).isEqualTo(4);
    assertThat(answer.string(0)).isEqualTo("id");
    assertError(answer, 42, "no such thing");
    awaitFigure("router", "rejected", 1);
  }

  @Test
  void shouldTellThePeerThatNobodyIsThere() {
    deploy(router());

    ask("", "question");

    assertError(Node.next(answers), ZmqFailure.UNROUTABLE, "zmq.router.out");
    awaitFigure("router", "dropped", 1);
    awaitFigure("router", "inFlight", 0);
  }

  @Test
  void shouldTellThePeerThatTheConsumerIsOutOfTime() {
    deploy(router().put("requestTimeout", 50));
    BlockingQueue<Message<Object>> requests = collectRequests();

    ask("", "question");

    assertError(Node.next(answers), ZmqFailure.TIMEOUT, "zmq.router.out");
    Node.next(requests).reply("too late");
    serveNext(requests);
  }

  private void serveNext(BlockingQueue<Message<Object>> requests) {
    ask("", "next");
    Node.next(requests).reply("in time");
    assertThat(Node.next(answers)).isEqualTo(ZmqMessage.of("", "in time"));
  }

  @Test
  void shouldTellThePeerThatTheReplyCannotBeSent() {
    deploy(router());
    serve(request -> request.reply(request.body().equals("number") ? 7 : null));

    ask("", "number");
    assertError(Node.next(answers), ZmqFailure.BAD_MESSAGE, "Integer");
    ask("", "null");
    assertError(Node.next(answers), ZmqFailure.BAD_MESSAGE, "null");
    assertThat(figure("router", "refused")).isEqualTo(2);
  }

  @Test
  void shouldTellThePeerThatItsRequestIsNotInTheFormat() {
    deploy(router().put("format", "json"));

    ask("", "{");

    assertError(Node.next(answers), ZmqFailure.BAD_MESSAGE, "router");
    awaitFigure("router", "undecodable", 1);
  }

  @Test
  void shouldTellAPeerThatSendsNoDelimiter() {
    deploy(router());
    BlockingQueue<Message<Object>> requests = collectRequests();

    ask("question", "of two frames");
    assertError(Node.next(answers), ZmqFailure.BAD_MESSAGE, "empty frame");
    ask("zmq-error", "{}"); // might be a router's like this
    ask(""); // a probe
    awaitFigure("router", "undecodable", 3);

    serveNext(requests);
    assertThat(answers).isEmpty();
  }

  @Test
  void shouldStopReadingAtMaxInFlight() {
    deploy(router().put("maxInFlight", 2));
    BlockingQueue<Message<Object>> requests = collectRequests();
    for (int i = 0; i < 5; i++) {
      ask("", "" + i);
    }

    Message<Object> first = Node.next(requests);
    Node.next(requests);
    awaitFigure("router", "inFlight", 2);
    assertThat(figure("router", "received")).isEqualTo(2);
    assertThat(node.stats("router").getBoolean("paused")).isTrue();
    first.reply("done");
    assertThat(Node.next(requests).body()).isEqualTo("2");
  }

  @Test
  void shouldTellThePeerThatItIsFullIfItIsToDrop() {
    deploy(router().put("maxInFlight", 1).put("onFull", "drop"));
    BlockingQueue<Message<Object>> requests = collectRequests();
    ask("1", "", "first");
    ask("2", "", "second");

    ZmqMessage answer = Node.next(answers);
    assertThat(answer.string(0)).isEqualTo("2");
    assertError(answer, ZmqFailure.FULL, "maxInFlight");
    assertThat(figure("router", "dropped")).isEqualTo(1);
    Node.next(requests).reply("done");
    assertThat(Node.next(answers)).isEqualTo(ZmqMessage.of("1", "", "done"));
  }

  /** The I/O thread does one thing after the other: after these the socket was told of its peer. */
  private void awaitNobody() {
    awaitFigure("router", "peers", 0);
    for (int i = 0; i < 2; i++) {
      node.command("router", "bind", "endpoint", "tcp://127.0.0.1:*");
      node.command("router", "unbind");
    }
  }

  @Test
  void shouldCountTheAnswerToAPeerThatIsGone() {
    deploy(router());
    BlockingQueue<Message<Object>> requests = collectRequests();
    BlockingQueue<JsonObject> events = events("router");
    ask("", "question");
    Message<Object> request = Node.next(requests);

    node.command("peer", "close");
    awaitNobody();
    request.reply("to nobody");

    JsonObject event = Node.next(events);
    assertThat(event.getString("event")).isEqualTo("refused");
    assertThat(event.getString("reason")).contains("UNROUTABLE", "answer");
    awaitFigure("router", "inFlight", 0);
    awaitFigure("router", "pending", 0);
  }

  @Test
  void shouldAnswerWhatIsUnansweredWhenItIsClosed() {
    deploy(router());
    BlockingQueue<Message<Object>> requests = collectRequests();
    ask("", "question");
    Node.next(requests);

    node.command("router", "close");

    assertError(Node.next(answers), ZmqFailure.CLOSED, "router");
  }

  @Test
  void shouldSendNothingButReplies() {
    deploy(router());

    Refusal.of(ZmqFailure.WRONG_STATE, () -> Node.await(submit("router", ZmqMessage.of("a", "b"))))
        .contains("socket 'router'", "rpc");
  }
}
