// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Messages.everyByte;
import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be sent to {@code in}, and what becomes of it. */
@ParameterizedClass
@MethodSource("io.zmqchans.support.Setting#models")
class InBodiesTest extends RelayFixture {
  private static final String ALLOWED =
      "allowed are ZmqMessage, Buffer, byte[], String, JsonObject and a JsonArray of strings or binaries";
  private static final byte[] BINARY = everyByte(256);

  @Parameter ThreadingModel model;
  private BlockingQueue<ZmqMessage> received;

  @BeforeEach
  void deploy() {
    node =
        Node.deploy(
            model,
            socket("pull", "pull").put("bind", "inproc://pull"),
            socket("push", "push").put("connect", "inproc://pull"),
            socket("router", "router"),
            socket("stream", "stream"));
    received = received("pull");
  }

  private ZmqMessage sent(Object body) {
    assertThat(node.<Object>request("zmq.push.in", body)).isNull();
    return Node.next(received);
  }

  @Test
  void shouldTakeEachBodyOfTheContract() {
    Map<Object, ZmqMessage> bodies = new LinkedHashMap<>();
    bodies.put(ZmqMessage.of("a", "", BINARY), ZmqMessage.of("a", "", BINARY));
    bodies.put(Buffer.buffer(BINARY), ZmqMessage.of(BINARY));
    bodies.put(Buffer.buffer(), ZmqMessage.of(""));
    bodies.put(BINARY, ZmqMessage.of(BINARY));
    bodies.put(new byte[0], ZmqMessage.of(""));
    bodies.put("Grüße, 世界 🎉", ZmqMessage.of("Grüße, 世界 🎉"));
    bodies.put("", ZmqMessage.of(""));
    bodies.put(new JsonObject(), ZmqMessage.of("{}"));
    bodies.put(new JsonArray().add("single"), ZmqMessage.of("single"));
    bodies.put(new JsonArray().add("").add(""), ZmqMessage.of("", ""));
    bodies.put(
        new JsonArray().add("text").add(BINARY).add(Buffer.buffer(BINARY)),
        ZmqMessage.of("text", BINARY, BINARY));
    bodies.forEach((body, expected) -> assertThat(sent(body)).isEqualTo(expected));
  }

  @Test
  void shouldSendAJsonObjectAsOneFrameOfJson() {
    JsonObject body =
        new JsonObject()
            .put("text", "ü")
            .put("number", 1.5)
            .put("null", null)
            .put("nested", new JsonArray().add(1).add(new JsonObject().put("x", true)));
    ZmqMessage message = sent(body);
    assertThat(message.size()).isEqualTo(1);
    assertThat(new JsonObject(message.buffer(0))).isEqualTo(body);
  }

  @Test
  void shouldReadStringsInAnArrayAsTextEvenIfTheyLookLikeBase64() {
    assertThat(sent(new JsonArray().add("AAEC").add("x"))).isEqualTo(ZmqMessage.of("AAEC", "x"));
  }

  @Test
  void shouldRefuseEverythingElse() {
    node.vertx().eventBus().registerDefaultCodec(Alien.class, new Alien.Codec());
    Map<String, Object> bodies = new LinkedHashMap<>();
    bodies.put("Integer", 5);
    bodies.put("Long", 5L);
    bodies.put("Double", 1.5);
    bodies.put("Boolean", true);
    bodies.put("Character", 'c');
    bodies.put("Alien", new Alien());
    bodies.put("ReplyException", ZmqFailure.FULL.exception("not a message"));
    bodies.put("an empty array", new JsonArray());
    bodies.put("Integer at index 1", new JsonArray().add("a").add(5));
    bodies.put("null at index 0", new JsonArray().addNull());
    bodies.put("JsonArray at index 0", new JsonArray().add(new JsonArray().add("a")));
    bodies.put("JsonObject at index 0", new JsonArray().add(new JsonObject()));
    bodies.put("null", null);
    bodies.forEach(
        (found, body) ->
            assertThat(refusal("push", body))
                .returns(ZmqFailure.BAD_MESSAGE.code(), ReplyException::failureCode)
                .hasMessage("socket 'push' can't send this: found " + found + "; " + ALLOWED));
    assertThat(figure("push", "refused")).isEqualTo(bodies.size());
    assertThat(sent("still there")).isEqualTo(ZmqMessage.of("still there"));
  }

  private void shouldBeBad(String socket, Object body, String why) {
    assertThat(refusal(socket, body))
        .returns(ZmqFailure.BAD_MESSAGE.code(), ReplyException::failureCode)
        .hasMessageContaining("socket '" + socket + "' ")
        .hasMessageContaining(why);
  }

  @Test
  void routerShouldRefuseASingleFrame() {
    shouldBeBad("router", "id", "a routing id and at least one frame more");
    shouldBeBad("router", new JsonArray().add("id"), "a routing id and at least one frame more");
  }

  @Test
  void streamShouldRefuseAnythingButTwoFrames() {
    shouldBeBad("stream", "id", "found 1 frame");
    shouldBeBad("stream", ZmqMessage.of("id", "a", "b"), "found 3 frames");
  }

  @Test
  void refusedSendsShouldBeCountedAndReported() {
    BlockingQueue<JsonObject> events = events("push");
    for (int i = 0; i < 50; i++) {
      node.vertx().eventBus().send("zmq.push.in", i);
    }
    int reported = 0;
    while (reported < 50) {
      JsonObject event = Node.next(events);
      assertThat(event.getString("event")).isEqualTo("refused");
      assertThat(event.getString("socket")).isEqualTo("push");
      assertThat(event.getString("reason")).contains("BAD_MESSAGE", "'push'", "found Integer");
      reported += event.getInteger("count");
      assertThat(event.getInteger("total")).isEqualTo(reported);
    }
    assertThat(reported).isEqualTo(50);
    assertThat(figure("push", "refused")).isEqualTo(50);
  }

  @Test
  void refusedRequestsShouldNotBeReportedTwice() {
    BlockingQueue<JsonObject> events = events("push");
    assertThat(refusal("push", 1)).isNotNull();
    node.vertx().eventBus().send("zmq.push.in", 2);
    assertThat(Node.next(events).getInteger("count")).isEqualTo(1);
    assertThat(figure("push", "refused")).isEqualTo(2);
  }
}
