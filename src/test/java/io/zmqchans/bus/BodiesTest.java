// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be sent to {@code in}, and what it becomes. */
class BodiesTest {
  private static final byte[] BINARY = {0, -1, 127};

  static Stream<Arguments> accepted() {
    JsonObject json = new JsonObject().put("b", 1).put("a", new JsonArray().add("ü").addNull());
    return Stream.of(
        Arguments.of("text €", ZmqMessage.of("text €")),
        Arguments.of("", ZmqMessage.of("")),
        Arguments.of(BINARY, ZmqMessage.of(BINARY)),
        Arguments.of(new byte[0], ZmqMessage.of("")),
        Arguments.of(Buffer.buffer(BINARY), ZmqMessage.of(BINARY)),
        Arguments.of(Buffer.buffer("abc").slice(1, 2), ZmqMessage.of("b")),
        Arguments.of(json, ZmqMessage.of("{\"b\":1,\"a\":[\"ü\",null]}")),
        Arguments.of(new JsonObject(), ZmqMessage.of("{}")),
        Arguments.of(new JsonArray().add("a"), ZmqMessage.of("a")),
        Arguments.of(new JsonArray().add("a").add("").add("ü"), ZmqMessage.of("a", "", "ü")),
        Arguments.of(
            new JsonArray().add(BINARY).add(Buffer.buffer("b")), ZmqMessage.of(BINARY, "b")),
        Arguments.of(new JsonArray(List.of("a", BINARY)), ZmqMessage.of("a", BINARY)));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void shouldMakeAMessageOf(Object body, ZmqMessage message) {
    assertThat(Bodies.toMessage(body)).isEqualTo(message);
  }

  @Test
  void shouldTakeAMessageAsItIs() {
    ZmqMessage message = ZmqMessage.of("a", "b");

    assertThat(Bodies.toMessage(message)).isSameAs(message);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(null, "found null;"),
        Arguments.of(5, "found Integer;"),
        Arguments.of(5.5, "found Double;"),
        Arguments.of(true, "found Boolean;"),
        Arguments.of('c', "found Character;"),
        Arguments.of(List.of("a"), "found List"),
        Arguments.of(Map.of("a", "b"), "found Map"),
        Arguments.of(new JsonArray(), "found an empty array;"),
        Arguments.of(new JsonArray().add("a").add(5), "found Integer at index 1;"),
        Arguments.of(new JsonArray().addNull(), "found null at index 0;"),
        Arguments.of(new JsonArray().add(true), "found Boolean at index 0;"),
        Arguments.of(new JsonArray().add(new JsonArray().add("a")), "found JsonArray at index 0;"),
        Arguments.of(
            new JsonArray().add("a").add("b").add(new JsonObject()),
            "found JsonObject at index 2;"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void shouldRefuseAndSayWhatIsAllowed(Object body, String found) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bodies.toMessage(body))
        .withMessageStartingWith(found.replaceFirst(";$", ""))
        .withMessageEndingWith(
            "; allowed are ZmqMessage, Buffer, byte[], String, JsonObject and a JsonArray of strings"
                + " or binaries");
  }

  @Test
  void shouldNotChangeWithTheBody() {
    byte[] bytes = {'a'};
    Buffer buffer = Buffer.buffer("a");
    JsonArray array = new JsonArray().add(bytes).add(buffer);
    ZmqMessage ofBytes = Bodies.toMessage(bytes);
    ZmqMessage ofBuffer = Bodies.toMessage(buffer);
    ZmqMessage ofArray = Bodies.toMessage(array);

    bytes[0] = 'x';
    buffer.setByte(0, (byte) 'x');
    array.clear();

    assertThat(ofBytes).isEqualTo(ZmqMessage.of("a"));
    assertThat(ofBuffer).isEqualTo(ZmqMessage.of("a"));
    assertThat(ofArray).isEqualTo(ZmqMessage.of("a", "a"));
  }
}
