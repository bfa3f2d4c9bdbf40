// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Node;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes together with mode rpc. */
class RpcConfigurationTest {
  @ParameterizedTest
  @ValueSource(strings = {"dealer", "req", "router", "rep"})
  void shouldBeOfTheseTypes(String type) {
    JsonObject socket = Node.socket("a", type).put("mode", "rpc");

    assertThat(new SocketOptions(socket).getMode()).isEqualTo("rpc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pair", "pub", "sub", "xpub", "xsub", "pull", "push", "stream"})
  void shouldBeOfNoOtherType(String type) {
    JsonObject socket = Node.socket("a", type).put("mode", "rpc");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SocketOptions(socket))
        .withMessageContainingAll("mode: ", "rpc", type, "dealer, req, router and rep");
  }

  @ParameterizedTest
  @CsvSource({
    "router, delivery, publish",
    "rep,    delivery, request",
    "dealer, delivery, publish",
    "dealer, out,      a",
    "req,    out,      a"
  })
  void shouldRefuseAKeyThatContradicts(String type, String key, String value) {
    JsonObject socket = Node.socket("a", type).put("mode", "rpc").put(key, value);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SocketOptions(socket))
        .withMessageContainingAll(key + ": ", type, "rpc");
  }

  @ParameterizedTest
  @CsvSource({
    "router, router_mandatory, false",
    "router, router_raw,       true",
    "req,    req_relaxed,      false",
    "req,    req_correlate,    false",
    "dealer, conflate,         true"
  })
  void shouldRefuseAnOptionThatContradicts(String type, String option, boolean value) {
    JsonObject socket = Node.socket("a", type).put("mode", "rpc");
    new SocketOptions(socket.copy().put("options", new JsonObject().put(option, !value)));
    socket.put("options", new JsonObject().put(option, value));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SocketOptions(socket))
        .withMessageContainingAll("options." + option + ": ", "" + value, "rpc");
  }
}
