// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqMessage;
import io.zmqchans.ZmqOptions;
import io.zmqchans.support.Node;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** pprint-xform-test: an encoder prints what goes in, part by part, and a decoder reads text. */
class TransformTest {
  private Node node;
  private BlockingQueue<Object> received;

  private static SocketOptions pair(String name) {
    return new SocketOptions()
        .setName(name)
        .setType("pair")
        .setEncoder(TransformTest::print)
        .setDecoder(TransformTest::text);
  }

  private static ZmqMessage print(Object body) {
    return body instanceof JsonArray parts
        ? ZmqMessage.of(parts.stream().map(Object::toString).toArray())
        : ZmqMessage.of(body.toString());
  }

  private static Object text(ZmqMessage message) {
    if (message.string(0).startsWith("#")) {
      return null;
    }
    JsonArray parts = new JsonArray();
    for (int i = 0; i < message.size(); i++) {
      parts.add(message.string(i));
    }
    return parts.size() == 1 ? parts.getString(0) : parts;
  }

  @BeforeEach
  void deploy() {
    node =
        Node.deploy(
            ThreadingModel.WORKER,
            new ZmqOptions()
                .addSocket(pair("s1").setBind("inproc://pprint"))
                .addSocket(pair("s2").setConnect("inproc://pprint")));
    received = node.collect("zmq.s2.out");
  }

  @AfterEach
  void close() {
    node.close();
  }

  private Object passed(Object body) {
    node.send("s1", body);
    return Node.next(received);
  }

  @Test
  void shouldPrintANumber() {
    assertThat(passed(123)).isEqualTo("123");
  }

  @Test
  void shouldPrintEachPartOfACollection() {
    assertThat(passed(new JsonArray("[123, [111]]")))
        .isEqualTo(new JsonArray("['123','[111]']".replace('\'', '"')));
  }

  @Test
  void shouldPrintAMapAsOnePart() {
    assertThat(passed(new JsonObject("{\"a\": 111}"))).isEqualTo("{\"a\":111}");
  }

  @Test
  void shouldFilterWhatADecoderTurnsToNull() {
    node.send("s1", "# a comment");
    assertThat(passed("text")).isEqualTo("text");
  }
}
