// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms that a message takes on {@code out}. */
class FormatTest {
  private static final byte[] BINARY = {0, -1, 127};

  @ParameterizedTest
  @CsvSource({"message, MESSAGE", "buffer, BUFFER", "string, STRING", "json, JSON"})
  void shouldBeNamedAsInTheConfiguration(String name, Format format) {
    assertThat(Format.of(name)).isEqualTo(format);
  }

  @Test
  void shouldHaveNoOther() {
    assertThatIllegalArgumentException().isThrownBy(() -> Format.of("text"));
    assertThat(Format.values()).hasSize(4);
  }

  @Test
  void shouldGiveTheMessageItself() {
    ZmqMessage message = ZmqMessage.of("a", BINARY);

    assertThat(Format.MESSAGE.apply(message)).isSameAs(message);
  }

  @Test
  void shouldGiveTheSingleFrameAsABuffer() {
    assertThat(Format.BUFFER.apply(ZmqMessage.of(BINARY))).isEqualTo(Buffer.buffer(BINARY));
    assertThat(Format.BUFFER.apply(ZmqMessage.of(""))).isEqualTo(Buffer.buffer());
  }

  @Test
  void shouldGiveSeveralFramesAsAnArrayOfBuffers() {
    Object body = Format.BUFFER.apply(ZmqMessage.of("a", BINARY));

    assertThat(body).isInstanceOf(JsonArray.class);
    assertThat((Object) ((JsonArray) body).getList())
        .isEqualTo(List.of(Buffer.buffer("a"), Buffer.buffer(BINARY)));
  }

  @Test
  void shouldGiveTheSingleFrameAsAString() {
    assertThat(Format.STRING.apply(ZmqMessage.of("grüße"))).isEqualTo("grüße");
    assertThat(Format.STRING.apply(ZmqMessage.of(""))).isEqualTo("");
    assertThat(Format.STRING.apply(ZmqMessage.of(new byte[] {'a', -1}))).isEqualTo("a\ufffd");
  }

  @Test
  void shouldGiveSeveralFramesAsAnArrayOfStrings() {
    assertThat(Format.STRING.apply(ZmqMessage.of("a", "", "ü")))
        .isEqualTo(new JsonArray().add("a").add("").add("ü"));
  }

  static Stream<Arguments> json() {
    return Stream.of(
        Arguments.of("{\"a\":{\"b\":[1]}}", new JsonObject("{\"a\":{\"b\":[1]}}")),
        Arguments.of("[1,null]", new JsonArray().add(1).addNull()),
        Arguments.of(" 5 ", 5),
        Arguments.of("1.5", 1.5),
        Arguments.of("true", true),
        Arguments.of("\"ü\"", "ü"),
        Arguments.of("null", null));
  }

  @ParameterizedTest
  @MethodSource("json")
  void shouldGiveTheSingleFrameAsJson(String text, Object value) {
    assertThat(Format.JSON.apply(ZmqMessage.of(text))).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("json")
  void shouldGiveSeveralFramesAsAnArrayOfJson(String text, Object value) {
    JsonArray body = (JsonArray) Format.JSON.apply(ZmqMessage.of("{}", text));

    assertThat(body.getValue(0)).isEqualTo(new JsonObject());
    assertThat(body.getValue(1)).isEqualTo(value);
    assertThat(body.size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "{\"a\":1", "[1,]", "plain", "{} {}", "{}x", "\u0000", "'a'"})
  void shouldRefuseWhatIsNotJson(String text) {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> Format.JSON.apply(ZmqMessage.of(text)));
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> Format.JSON.apply(ZmqMessage.of("{}", text)));
  }

  @Test
  void shouldRefuseJsonThatIsNestedTooDeep() {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> Format.JSON.apply(ZmqMessage.of("[".repeat(1_000_000))));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MESSAGE")
  void shouldShareNothingWithTheMessage(Format format) {
    ZmqMessage message = ZmqMessage.of("[1]");
    Object body = format.apply(message);

    if (body instanceof Buffer buffer) {
      buffer.setByte(1, (byte) 'x');
    } else if (body instanceof JsonArray array) {
      array.clear();
    }

    assertThat(message).isEqualTo(ZmqMessage.of("[1]"));
  }
}
