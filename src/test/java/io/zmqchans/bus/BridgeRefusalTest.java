// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.BridgeUser.JSON;
import static io.zmqchans.support.BridgeUser.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.support.BridgeFixture;
import io.zmqchans.support.BridgeUser;
import io.zmqchans.support.Node;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bridge refuses: always with an error, and others notice nothing. */
class BridgeRefusalTest extends BridgeFixture {
  private static final int HUGE = 10 << 20;

  private BridgeUser client;
  private BridgeUser other;

  @BeforeEach
  void deploy() {
    deploy(open().setMaxRegistrations(3).setMaxOutstanding(2));
    client = dealer();
    other = dealer();
    other.register("open.other");
  }

  /** Both are served as before. */
  @AfterEach
  void bothGoOn() {
    client.ping();
    node.vertx().eventBus().publish("open.other", "hello");
    other.expect("message", "open.other", "", TEXT, "hello");
  }

  private void refuses(ZmqFailure failure, String why, Object... frames) {
    client.send(frames);
    client.expectError(failure).contains(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"closed.a", "open", "not.open.a", "xopen.a", "open.a\n"})
  void shouldRefuseAnAddressOutsideTheRules(String address) {
    BlockingQueue<Message<Object>> messages = messages(address);

    refuses(ZmqFailure.WRONG_STATE, "not permitted", "send", address, "", "");
    refuses(ZmqFailure.WRONG_STATE, "not permitted", "publish", address, "", "");
    refuses(ZmqFailure.WRONG_STATE, "not permitted", "register", address);
    client.send("request", "id", address, "", "");
    client.expectError("id", ZmqFailure.WRONG_STATE.code()).contains("not permitted");
    assertThat(messages).isEmpty();
    awaitFigure("edge", "refused", 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"kind\":2}", "{\"Kind\":1}", "[1]", "1", "null", "\"kind\""})
  void shouldRefuseAMatchThatFails(String body) {
    BlockingQueue<Message<Object>> messages = messages("checked");

    refuses(ZmqFailure.WRONG_STATE, "checked", "send", "checked", JSON, body);
    refuses(ZmqFailure.WRONG_STATE, "checked", "send", "checked", "", "{\"kind\":1}");
    client.send("send", "checked", JSON, "{\"kind\":1,\"more\":true}");

    assertThat(Node.next(messages).body())
        .isEqualTo(new JsonObject().put("kind", 1).put("more", true));
  }

  @Test
  void shouldDeliverOnlyWhatMatches() {
    client.register("checked");

    node.vertx().eventBus().send("checked", new JsonObject().put("kind", 2));
    assertThat(failure(node.vertx().eventBus().request("checked", "text")).failureCode())
        .isEqualTo(ZmqFailure.WRONG_STATE.code());
    node.vertx().eventBus().send("checked", new JsonObject().put("kind", 1));

    client.expect("message", "checked", "", JSON, "{\"kind\":1}");
    awaitFigure("edge", "dropped", 2);
  }

  @Test
  void shouldRefuseWrongNumbersOfFrames() {
    refuses(ZmqFailure.BAD_MESSAGE, "3 frames", "send", "open.a", "");
    refuses(ZmqFailure.BAD_MESSAGE, "3 frames", "publish", "open.a", "", "", "");
    refuses(ZmqFailure.BAD_MESSAGE, "4 frames", "request");
    refuses(ZmqFailure.BAD_MESSAGE, "1 frames", "register");
    refuses(ZmqFailure.BAD_MESSAGE, "1 frames", "unregister", "open.a", "");
    refuses(ZmqFailure.BAD_MESSAGE, "3 frames", "reply", "token");
    refuses(ZmqFailure.BAD_MESSAGE, "0 frames", "ping", "");
    client.send("request", "id", "open.a");
    client.expectError("id", ZmqFailure.BAD_MESSAGE.code()).contains("4 frames");
    awaitFigure("edge", "undecodable", 8);
  }

  @Test
  void shouldRefuseAnUnknownVerb() {
    refuses(ZmqFailure.BAD_COMMAND, "there are ping, publish", "sned", "open.a", "", "");
    refuses(ZmqFailure.BAD_COMMAND, "verb", "");
    refuses(ZmqFailure.BAD_COMMAND, "verb", "PING");
    refuses(ZmqFailure.BAD_COMMAND, "verb", new byte[HUGE]);
  }

  @Test
  void shouldNotAnswerAnError() {
    client.send("error", "", "{}");
    client.ping();
    awaitFigure("edge", "undecodable", 1);
  }

  @Test
  void shouldRefuseBadAddresses() {
    refuses(ZmqFailure.BAD_MESSAGE, "blank", "register", "");
    refuses(ZmqFailure.BAD_MESSAGE, "blank", "send", " ", "", "");
    refuses(ZmqFailure.BAD_MESSAGE, "UTF-8", "register", new byte[] {'o', (byte) 0xff});
    refuses(ZmqFailure.BAD_MESSAGE, "allowed are 1024", "register", "open." + "a".repeat(1024));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "1",
        "null",
        "\"x\"",
        "{\"a\":1}",
        "{\"a\":null}",
        "{\"a\":{}}",
        "{\"\":\"a\"}",
        "{",
        "{}{}",
        "x",
        " "
      })
  void shouldRefuseHeadersThatAreNoneOfStrings(String headers) {
    refuses(ZmqFailure.BAD_MESSAGE, "headers", "send", "open.a", headers, "");
  }

  @Test
  void shouldRefuseHeadersThatAreHuge() {
    String huge = "{\"a\":\"" + "x".repeat(HUGE) + "\"}";

    refuses(ZmqFailure.BAD_MESSAGE, "allowed are 65536", "send", "open.a", huge, "");
    client.send("request", "id", "open.a", huge, "");
    client.expectError("id", ZmqFailure.BAD_MESSAGE.code()).contains("allowed are 65536");
  }

  @Test
  void shouldRefuseABodyThatIsNotWhatItsHeadersSay() {
    String deep = "[".repeat(100_000);

    refuses(ZmqFailure.BAD_MESSAGE, "isn't JSON", "send", "open.a", JSON, "{");
    refuses(ZmqFailure.BAD_MESSAGE, "isn't JSON", "send", "open.a", JSON, "");
    refuses(ZmqFailure.BAD_MESSAGE, "isn't JSON", "send", "open.a", JSON, deep);
    refuses(ZmqFailure.BAD_MESSAGE, "UTF-8", "send", "open.a", TEXT, new byte[] {(byte) 0xc3});
  }

  @Test
  void shouldRefuseAForgedToken() {
    refuses(ZmqFailure.WRONG_STATE, "token", "reply", "0".repeat(32), "", "");
    refuses(ZmqFailure.WRONG_STATE, "token", "reply", "", "", "");
    refuses(ZmqFailure.WRONG_STATE, "token", "reply", new byte[HUGE], "", "");
  }

  @Test
  void shouldRefuseAnIdThatIsHuge() {
    refuses(ZmqFailure.BAD_MESSAGE, "255", "request", new byte[256], "open.a", "", "");
  }

  @Test
  void shouldRefuseAFloodOfRegistrations() {
    for (int i = 0; i < 3; i++) {
      client.register("open." + i);
    }
    for (int i = 3; i < 100; i++) {
      refuses(ZmqFailure.FULL, "maxRegistrations", "register", "open." + i);
    }
    client.register("open.0");
    assertThat(figure("edge", "registrations")).isEqualTo(4);
  }

  @Test
  void shouldRefuseAFloodOfRequests() {
    BlockingQueue<Message<Object>> requests = messages("open.slow");
    client.send("request", "1", "open.slow", "", "");
    client.send("request", "2", "open.slow", "", "");
    client.send("request", "3", "open.slow", "", "");

    client.expectError("3", ZmqFailure.FULL.code()).contains("maxOutstanding");
    Node.next(requests).reply("first");
    client.expect("reply", "1", TEXT, "first");
    client.send("request", "4", "open.slow", "", "");
    Node.next(requests);
    Node.next(requests).reply("fourth");
    client.expect("reply", "4", TEXT, "fourth");
  }

  @Test
  void shouldRefuseMoreRequestsToAClientThanItMayOwe() {
    client.register("open.slow");
    node.vertx().eventBus().request("open.slow", 1);
    node.vertx().eventBus().request("open.slow", 2);

    assertThat(failure(node.vertx().eventBus().request("open.slow", 3)).failureCode())
        .isEqualTo(ZmqFailure.FULL.code());
    assertThat(client.receive().string(4)).isEqualTo("1");
    assertThat(client.receive().string(4)).isEqualTo("2");
  }
}
