// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.zmqchans.ZmqFailure;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What zmqchans' bind!, connect!, unbind!, disconnect!, attach! and get-last-ep do. */
class EndpointParityTest extends SeedFixture {
  private OpenContext context;
  private OpenSocket pull;
  private OpenSocket push;

  @BeforeEach
  void open() {
    context = context();
    pull = context.socket("pull");
    push = context.socket("push");
  }

  private static JsonArray endpoints(OpenSocket socket) {
    return socket.command("endpoints").getJsonArray("endpoints");
  }

  private void assertConnected(String text) {
    push.send(text);
    assertThat(pull.receiveText()).isEqualTo(text);
  }

  /** What is sent then waits until there is a peer. */
  private void assertDisconnected() {
    push.submit("late");
    Eventually.until(() -> "a message pending", () -> push.figure("pending") == 1);
    String other = pull.bind("inproc://other");
    push.command("connect", "endpoint", other);
    assertThat(pull.receiveText()).isEqualTo("late");
  }

  @Test
  void shouldTellTheLastEndpointOfAWildcard() {
    String bound = pull.bind("tcp://*:*");
    assertThat(bound).matches("tcp://0\\.0\\.0\\.0:[1-9][0-9]*");
    assertThat(pull.command("get", "option", "last_endpoint").getString("value")).isEqualTo(bound);
    assertThat(endpoints(pull)).containsExactly(bound);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://*:*", WILDCARD, "inproc://x"})
  void shouldConnectToAnotherSocketWhereverThatIsBound(String endpoint) {
    pull.bind(endpoint);
    push.connect(pull);
    assertConnected("by its name");
    assertThat(endpoints(push).toString()).doesNotContain("*", "0.0.0.0");
  }

  @Test
  void shouldConnectToTheLastEndpointOfAnotherSocket() {
    pull.bind("inproc://first");
    pull.bind("inproc://last");
    push.connect(pull);
    assertThat(endpoints(push)).containsExactly("inproc://last");
    assertConnected("to the last");
  }

  @Test
  void shouldConnectToAnEndpoint() {
    String bound = pull.bind(WILDCARD);
    assertThat(push.command("connect", "endpoint", bound).getString("endpoint")).isEqualTo(bound);
    assertConnected("by its endpoint");
  }

  @Test
  void shouldUnbindTheLastEndpointOrTheOneGiven() {
    String first = pull.bind(WILDCARD);
    String second = pull.bind(WILDCARD);
    String third = pull.bind("inproc://third");
    assertThat(pull.command("unbind").getString("endpoint")).isEqualTo(third);
    assertThat(pull.command("unbind", "endpoint", first).getString("endpoint")).isEqualTo(first);
    assertThat(endpoints(pull)).containsExactly(second);
    assertThat(failure(() -> pull.command("unbind", "endpoint", first)))
        .isEqualTo(ZmqFailure.BAD_ENDPOINT);
    assertThat(context.socket("pull").bind("inproc://third")).isEqualTo("inproc://third");
  }

  @Test
  void shouldDisconnectTheLastEndpoint() {
    pull.bind("inproc://x");
    push.connect(pull);
    assertConnected("before");
    push.command("disconnect");
    assertDisconnected();
  }

  @Test
  void shouldDisconnectTheEndpointGiven() {
    String bound = pull.bind(WILDCARD);
    push.command("connect", "endpoint", bound);
    assertConnected("before");
    push.command("disconnect", "endpoint", bound);
    assertDisconnected();
  }

  @Test
  void shouldDisconnectFromAnotherSocket() {
    pull.bind("tcp://*:*");
    push.connect(pull);
    assertConnected("before");
    push.command("disconnect", "socket", pull.name());
    assertDisconnected();
  }

  @Test
  void shouldAttachByPrefix() {
    JsonArray bound =
        pull.command("attach", "endpoints", "@" + WILDCARD + ", @inproc://x")
            .getJsonArray("endpoints");
    assertThat(bound).hasSize(2);
    JsonArray connects = new JsonArray().add(">" + bound.getString(0)).add(">inproc://x");
    push.command("attach", "endpoints", connects);
    assertThat(endpoints(push)).containsExactlyElementsOf(bound);
    assertConnected("by the one");
    assertConnected("by the other");
  }

  @Test
  void shouldRefuseToAttachWithoutPrefix() {
    assertThat(failure(() -> pull.command("attach", "endpoints", "inproc://x")))
        .isEqualTo(ZmqFailure.BAD_ENDPOINT);
    assertThat(endpoints(pull)).isEmpty();
  }

  @Test
  void shouldOpenWithOneEndpointOrSeveral() {
    OpenSocket several =
        context.socket(
            "dealer",
            "attach",
            "@inproc://a,>inproc://c",
            "bind",
            "inproc://b",
            "connect",
            new JsonArray().add("inproc://d").add("inproc://e"));
    assertThat(endpoints(several))
        .containsExactly("inproc://a", "inproc://b", "inproc://c", "inproc://d", "inproc://e");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "tcp://", "carrier-pigeon://x", "tcp://127.0.0.1:port"})
  void shouldOpenNothingAtABadEndpoint(String endpoint) {
    assertThat(failure(() -> context.socket("pull", "name", "bad", "bind", endpoint)))
        .isEqualTo(ZmqFailure.BAD_ENDPOINT);
    assertThat(context.socket("pull", "name", "bad", "bind", "inproc://good").name())
        .isEqualTo("bad");
  }
}
