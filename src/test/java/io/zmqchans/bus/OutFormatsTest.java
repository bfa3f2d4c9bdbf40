// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Messages.everyByte;
import static io.zmqchans.support.Messages.shapes;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The forms in which messages arrive on {@code out}. */
@ParameterizedClass
@MethodSource("io.zmqchans.support.Setting#models")
class OutFormatsTest extends RelayFixture {
  @Parameter ThreadingModel model;
  private BlockingQueue<Optional<Object>> bodies = new LinkedBlockingQueue<>();

  private void deploy(String format) {
    deploy(
        model,
        new SocketOptions().setName("push").setType("push").setBind("inproc://push"),
        new SocketOptions()
            .setName("pull")
            .setType("pull")
            .setConnect("inproc://push")
            .setFormat(format));
    Node.await(
        node.vertx()
            .eventBus()
            .consumer("zmq.pull.out", m -> bodies.add(Optional.ofNullable(m.body())))
            .completion());
  }

  /** The body that a message arrives as. */
  private Object relayed(Object... frames) {
    node.send("push", ZmqMessage.of(frames));
    return Node.next(bodies).orElse(null);
  }

  @Test
  void messageShouldBeTheWhole() {
    deploy("message");
    for (ZmqMessage message : shapes()) {
      assertThat(relayed(message.frames().toArray())).isEqualTo(message);
    }
  }

  @Test
  void messageShouldBeTheDefault() {
    assertThat(new SocketOptions().getFormat()).isEqualTo("message");
  }

  @Test
  void bufferShouldBeTheSingleFrame() {
    deploy("buffer");
    byte[] bytes = everyByte(256);
    assertThat(relayed(bytes)).isEqualTo(Buffer.buffer(bytes));
    assertThat(relayed("")).isEqualTo(Buffer.buffer());
  }

  @Test
  void buffersShouldBeAnArrayForSeveralFrames() {
    deploy("buffer");
    byte[] bytes = everyByte(256);
    JsonArray body = (JsonArray) relayed("a", "", bytes);
    assertThat(body.size()).isEqualTo(3);
    assertThat(body.getBuffer(0)).isEqualTo(Buffer.buffer("a"));
    assertThat(body.getBuffer(1)).isEqualTo(Buffer.buffer());
    assertThat(body.getBuffer(2)).isEqualTo(Buffer.buffer(bytes));
  }

  @Test
  void stringShouldBeTheFramesText() {
    deploy("string");
    assertThat(relayed("Grüße 🎉")).isEqualTo("Grüße 🎉");
    assertThat(relayed("")).isEqualTo("");
    assertThat(relayed("a", "", "ü")).isEqualTo(new JsonArray().add("a").add("").add("ü"));
  }

  @Test
  void stringShouldShowWhatIsNotUtf8AsReplacement() {
    deploy("string");
    assertThat(relayed(new byte[] {'a', (byte) 0xff, 'b'})).isEqualTo("a\ufffdb");
  }

  @Test
  void jsonShouldBeParsed() {
    deploy("json");
    assertThat(relayed("{\"a\":[1,{\"b\":null}]}"))
        .isEqualTo(
            new JsonObject().put("a", new JsonArray().add(1).add(new JsonObject().putNull("b"))));
    assertThat(relayed("[1,\"x\"]")).isEqualTo(new JsonArray().add(1).add("x"));
    assertThat(relayed("\"text\"")).isEqualTo("text");
    assertThat(relayed(" 5 ")).isEqualTo(5);
    assertThat(relayed("true")).isEqualTo(true);
    assertThat(relayed("null")).isNull();
  }

  @Test
  void jsonShouldBeAnArrayForSeveralFrames() {
    deploy("json");
    assertThat(relayed("{}", "[]", "1", "null"))
        .isEqualTo(new JsonArray().add(new JsonObject()).add(new JsonArray()).add(1).addNull());
  }

  @Test
  void whatIsNotJsonShouldBeCountedAndReported() {
    deploy("json");
    BlockingQueue<JsonObject> events = events("pull");
    List<ZmqMessage> bad =
        List.of(
            ZmqMessage.of(""),
            ZmqMessage.of("no JSON"),
            ZmqMessage.of("{} {}"),
            ZmqMessage.of("{\"open\":"),
            ZmqMessage.of("{}", "not this one"),
            ZmqMessage.of("[".repeat(200_000)),
            ZmqMessage.of((Object) new byte[] {'"', (byte) 0xff, '"'}));
    bad.forEach(message -> node.send("push", message));
    assertThat(relayed("{\"still\":\"there\"}")).isEqualTo(new JsonObject("{\"still\":\"there\"}"));
    int reported = 0;
    while (reported < bad.size()) {
      JsonObject event = Node.next(events);
      assertThat(event.getString("event")).isEqualTo("undecodable");
      assertThat(event.getString("socket")).isEqualTo("pull");
      reported += event.getInteger("count");
    }
    assertThat(reported).isEqualTo(bad.size());
    awaitFigure("pull", "delivered", 1);
    assertThat(figure("pull", "received")).isEqualTo(bad.size() + 1);
    assertThat(figure("pull", "undecodable")).isEqualTo(bad.size());
  }
}
