// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that are known, and refused in this version with the code that says so. */
class UnsupportedYetTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {"console        | {'port': 8080}"})
  void shouldRefuseTheKeyOfAVerticle(String key, String value) {
    unsupported(new JsonObject().put(key, json(value)), key + ": ");
  }

  /** {@code value} is JSON in single quotes. */
  private static Object json(String value) {
    return new JsonArray("[" + value.replace('\'', '"') + "]").getValue(0);
  }

  private static void unsupported(JsonObject config, String start) {
    assertThatExceptionOfType(ReplyException.class)
        .isThrownBy(() -> new ZmqOptions(config))
        .withMessageStartingWith(start)
        .withMessageContaining("found ")
        .extracting(ReplyException::failureCode)
        .isEqualTo(10);
  }
}
