// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Node;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The key {@code join} of a {@code dish}. */
class GroupRulesTest {
  private static JsonObject config(JsonObject socket) {
    return new JsonObject()
        .put("sockets", new JsonArray().add(Node.socket("first", "push")).add(socket));
  }

  private static void refused(JsonObject config, String start, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ZmqOptions(config))
        .withMessageStartingWith(start)
        .satisfies(e -> List.of(parts).forEach(each -> assertThat(e).hasMessageContaining(each)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sub", "radio", "client", "server", "scatter", "gather", "channel"})
  void shouldRefuseGroupsOfAnythingButADish(String type) {
    refused(
        config(Node.socket("second", type).put("join", "group")),
        "sockets[1].join: a " + type + " socket has no groups");
  }

  private static List<String> impossible() {
    return List.of("", "-".repeat(256), "für", "a\0b");
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void shouldRefuseAnImpossibleGroup(String group) {
    JsonObject dish = Node.socket("second", "dish");
    String begin = group.substring(0, Math.min(group.length(), 40));
    String allowed = "allowed is a group of 1 to 255 ASCII characters, none of them NUL";
    refused(config(dish.put("join", group)), "sockets[1].join: found \"" + begin, allowed);
    JsonArray groups = new JsonArray().add("news").add(group);
    refused(config(dish.put("join", groups)), "sockets[1].join[1]: found \"" + begin, allowed);
  }

  @Test
  void shouldRefuseTheSameGroupTwice() {
    JsonObject dish = Node.socket("second", "dish");
    refused(
        config(dish.put("join", new JsonArray().add("a").add("b").add("a"))),
        "sockets[1].join[2]: found \"a\" (String)",
        "and each once");
    refused(config(dish.put("join", 7)), "sockets[1].join: found 7", "a string or an array");
  }
}
