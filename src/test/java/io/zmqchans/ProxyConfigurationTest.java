// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import io.zmqchans.support.Route;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which proxies can be, and that those of a configuration are there from the first message on. */
class ProxyConfigurationTest {
  private static final String TCP = "tcp://127.0.0.1:*";

  private Node node;

  @AfterEach
  void close() {
    node.close();
  }

  private static JsonObject config(JsonObject one, JsonObject two, String... proxies) {
    JsonArray pairs = new JsonArray();
    for (int i = 0; i < proxies.length; i += 2) {
      pairs.add(new JsonObject().put("frontend", proxies[i]).put("backend", proxies[i + 1]));
    }
    JsonArray sockets = new JsonArray().add(one).add(two).add(socket("third", "dealer"));
    return new JsonObject().put("sockets", sockets).put("proxies", pairs);
  }

  @ParameterizedTest
  @CsvSource({
    "pull,pull",
    "push,push",
    "pub,push",
    "sub,pull",
    "sub,sub",
    "pub,pub",
    "pull,sub",
    "push,pub"
  })
  void shouldNotJoinWhatCanForwardNothing(String front, String back) {
    node = Route.SOCKET.deploy(socket("a", front), socket("b", back));

    Refusal.of(
            ZmqFailure.UNSUPPORTED,
            () -> node.command(null, "proxy", "frontend", "a", "backend", "b"))
        .contains("a " + front, "a " + back);

    Refusal.of(ZmqFailure.WRONG_STATE, () -> node.command(null, "unproxy", "frontend", "a"));
    JsonObject config = config(socket("a", front), socket("b", back), "a", "b");
    Refusal.of(ZmqFailure.UNSUPPORTED, () -> Node.deploy(ThreadingModel.WORKER, config).close())
        .contains("a " + front, "a " + back);
  }

  @Test
  void shouldNotDeployWithASocketInTwoProxies() {
    node = Route.SOCKET.deploy();
    JsonObject config =
        config(socket("a", "dealer"), socket("b", "dealer"), "a", "b", "third", "a");

    Refusal.of(ZmqFailure.WRONG_STATE, () -> Node.deploy(ThreadingModel.WORKER, config).close())
        .contains("socket 'a'", "proxy");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldLoseNothingThatComesBeforeTheProxyOfAConfiguration(ThreadingModel model) {
    node =
        Route.SOCKET.deploy(
            socket("source", "push").put("bind", TCP), socket("sink", "pull").put("bind", TCP));
    BlockingQueue<ZmqMessage> received = node.collect("zmq.sink.out");
    BlockingQueue<ZmqMessage> astray = node.collect("second.front.out");
    for (int i = 0; i < 500; i++) {
      node.vertx().eventBus().send("zmq.source.in", "message " + i);
    }
    JsonObject config =
        config(
            socket("front", "pull").put("connect", node.endpoint("source")),
            socket("back", "push").put("connect", node.endpoint("sink")),
            "front",
            "back");
    for (int i = 0; i < 50; i++) { // all of them open between front and the proxy
      config.getJsonArray("sockets").add(1, socket("more" + i, "pull").put("bind", TCP));
    }

    Node.await(
        node.vertx()
            .deployVerticle(
                new ZmqVerticle(new ZmqOptions(config.put("name", "second"))),
                new DeploymentOptions().setThreadingModel(model)));

    for (int i = 0; i < 500; i++) {
      assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("message " + i));
    }
    assertThat(astray).isEmpty();
  }
}
