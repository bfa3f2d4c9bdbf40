// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a bridge's configuration may be. */
class BridgeConfigurationTest {
  private static JsonObject bridge() {
    return new JsonObject().put("name", "edge").put("bind", "tcp://127.0.0.1:*");
  }

  private static JsonObject config(JsonObject... bridges) {
    return new JsonObject().put("bridges", new JsonArray(List.of(bridges)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "inbuond          | []                                       | did you mean 'inbound'?",
        "rcvhwm           | 1                                        | goes under 'options'",
        "name             | 'a b'                                    | ",
        "name             | null                                     | is missing",
        "bind             | null                                     | one of them is required",
        "bind             | 1                                        | ",
        "options          | {'conflate': true}                       | options.conflate",
        "options          | {'router_mandatory': false}              | options.router_mandatory",
        "options          | {'router_handover': true}                | options.router_handover",
        "options          | {'immediate': false}                     | options.immediate",
        "options          | {'selfaddr_property_name': 'x'}          | options.selfaddr_property_name",
        "options          | {'disconnect_msg': 'x'}                  | options.disconnect_msg",
        "inbound          | {}                                       | an array of rules",
        "inbound          | [{}]                                     | inbound[0]",
        "inbound          | [{'address': 'a', 'addressRegex': 'a'}]  | inbound[0]",
        "inbound          | [{'adress': 'a'}]                        | inbound[0].adress",
        "outbound         | [{'addressRegex': '('}]                  | outbound[0].addressRegex",
        "outbound         | [{'address': 'a', 'match': 1}]           | outbound[0].match",
        "replyTimeout     | 0                                        | replyTimeout",
        "maxRegistrations | 0                                        | maxRegistrations",
        "maxOutstanding   | '1'                                      | maxOutstanding",
        "maxPending       | -1                                       | maxPending",
        "plain            | {'server': true}                         | needs the verticle's 'auth'",
        "plain            | {}                                       | plain.username",
      })
  void shouldRefuse(String key, String value, String why) {
    Object given = new JsonArray("[" + value.replace('\'', '"') + "]").getValue(0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ZmqOptions(config(bridge().put(key, given))))
        .withMessageStartingWith("bridges[0]." + key)
        .withMessageContaining(why == null ? "found" : why);
  }

  @Test
  void shouldHaveANameOfItsOwn() {
    JsonObject socket = new JsonObject().put("name", "edge").put("type", "pull");

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ZmqOptions(config(bridge()).put("sockets", new JsonArray().add(socket))))
        .withMessageContainingAll("bridges[0].name: ", "'edge'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ZmqOptions(config(bridge(), bridge())))
        .withMessageContainingAll("bridges[1].name: ", "'edge'");
  }

  @Test
  void shouldTakeWhatToJsonShows() {
    JsonObject rule = new JsonObject().put("address", "a").put("match", new JsonObject());
    BridgeOptions options =
        new BridgeOptions(bridge()).setInbound(rule).setOutbound(rule).setReplyTimeout(5);

    assertThat(new BridgeOptions(options.toJson()).toJson()).isEqualTo(options.toJson());
    assertThat(new ZmqOptions(config(options.toJson())).toJson().getJsonArray("bridges"))
        .containsExactly(options.toJson());
  }

  @Test
  void shouldNotShowSecrets() {
    JsonObject plain = new JsonObject().put("username", "u").put("password", "enchantress");

    assertThat(new BridgeOptions(bridge().put("plain", plain)).toJson().encode())
        .doesNotContain("enchantress");
  }

  @Test
  void shouldLetNobodyDoAnythingByDefault() {
    BridgeOptions options = new BridgeOptions(bridge());

    assertThat(options.getInbound()).isEmpty();
    assertThat(options.getOutbound()).isEmpty();
    assertThat(options.getReplyTimeout()).isEqualTo(30_000);
    assertThat(options.getMaxRegistrations()).isEqualTo(1000);
  }
}
