// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.await;
import static io.zmqchans.support.Node.next;
import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.FailedDeployment;
import io.zmqchans.support.Node;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeromq.ZMQ;

/** A configuration that can't be had fails the deployment with one message, and nothing stays. */
class ConfigurationFailureTest {
  private final FailedDeployment deployment = new FailedDeployment();

  @AfterEach
  void close() {
    deployment.close();
  }

  /** The second socket of a configuration, and how the message must start. */
  static Stream<Arguments> badSockets() {
    JsonObject bad = socket("bad", "pull");
    return Stream.of(
            Arguments.of(options("lingr", 1), "sockets[1].options.lingr: "),
            Arguments.of(options("linger", -2), "sockets[1].options.linger: "),
            Arguments.of(options("linger", "soon"), "sockets[1].options.linger: "),
            Arguments.of(options("socks_proxy", "x"), "sockets[1].options.socks_proxy: "),
            Arguments.of(options("req_relaxed", true), "sockets[1].options.req_relaxed: "),
            Arguments.of(bad.copy().put("linnger", 1), "sockets[1].linnger: unknown key; did"),
            Arguments.of(bad.copy().put("options", 1), "sockets[1].options: "),
            Arguments.of(bad.copy().put("bind", 5555), "sockets[1].bind: "),
            Arguments.of(bad.copy().put("attach", "tcp://*:*"), "sockets[1].attach[0]: "),
            Arguments.of(bad.copy().put("in", "x"), "sockets[1].in: "),
            Arguments.of(socket("bad", "pul"), "sockets[1].type: found \"pul\""),
            Arguments.of(socket("bad", null), "sockets[1].type: "),
            Arguments.of(socket(null, "pull"), "sockets[1].name: "),
            Arguments.of(socket("b d", "pull"), "sockets[1].name: "),
            Arguments.of(socket("good", "pull"), "sockets[1].name: 'good' is taken"))
        .flatMap(
            each ->
                Stream.of(ThreadingModel.WORKER, ThreadingModel.EVENT_LOOP)
                    .map(model -> Arguments.of(model, each.get()[0], each.get()[1])));
  }

  private static JsonObject options(String name, Object value) {
    return socket("bad", "pull").put("options", new JsonObject().put(name, value));
  }

  @ParameterizedTest
  @MethodSource("badSockets")
  void shouldFailForABadSocket(ThreadingModel model, JsonObject bad, String start) {
    Throwable failure = deployment.fail(model, bad);

    assertThat(failure).hasMessageStartingWith(start);
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldFailForTwoInstancesThatBind(ThreadingModel model) {
    DeploymentOptions two = new DeploymentOptions().setInstances(2).setThreadingModel(model);
    Future<String> deployed =
        deployment.vertx().deployVerticle(ZmqVerticle.class, two.setConfig(deployment.config()));
    Throwable failure = deployment.check(deployed, model);

    assertThat(failure).hasMessageContainingAll("socket 'good'", "binds", "2 instances");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldFailWhenTheConfiguratorThrows(ThreadingModel model) {
    Throwable failure = failWith(model, new IllegalStateException("no such key"));

    assertThat(failure).hasMessage("socket 'bad': no such key");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldFailWhenTheConfiguratorThrowsAnError(ThreadingModel model) {
    Throwable failure = failWith(model, new StackOverflowError("deep"));

    assertThat(failure).hasMessageContaining("deep");
  }

  private Throwable failWith(ThreadingModel model, Throwable thrown) {
    Consumer<ZMQ.Socket> configurator =
        socket -> {
          if (thrown instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) thrown;
        };
    SocketOptions bad =
        new SocketOptions()
            .setName("bad")
            .setType("dealer")
            .setBind("tcp://127.0.0.1:*")
            .setConfigurator(configurator);
    return deployment.fail(model, bad);
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldFailForATakenNameAndLeaveItsHolderAlone(ThreadingModel model) {
    Vertx vertx = deployment.vertx();
    JsonObject holder = new JsonObject().put("name", "v");
    DeploymentOptions options = new DeploymentOptions().setThreadingModel(model).setConfig(holder);
    String id = await(vertx.deployVerticle(new ZmqVerticle(), options));

    for (int i = 0; i < 2; i++) { // neither gives the name away
      Future<String> second = vertx.deployVerticle(new ZmqVerticle(), options);
      assertThatThrownBy(() -> await(second))
          .hasMessageStartingWith("name: 'v' is taken")
          .hasMessageContaining(id);
    }

    assertThat(vertx.deploymentIDs()).containsExactly(id);
    await(vertx.eventBus().request("v.control", new JsonObject().put("command", "list")));
    await(vertx.undeploy(id));
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldLeaveAnInprocNameWithTheSocketThatHasIt(ThreadingModel model) {
    JsonArray sockets =
        JsonArray.of(
            socket("first", "pull").put("bind", "inproc://x"),
            socket("second", "pull"),
            socket("push", "push"));
    try (Node node = Node.deploy(model, new JsonObject().put("sockets", sockets))) {
      assertThatThrownBy(() -> node.command("second", "bind", "endpoint", "inproc://x"))
          .hasMessage("socket 'second': bind inproc://x: Address already in use");

      BlockingQueue<ZmqMessage> received = node.collect("zmq.first.out");
      node.command("push", "connect", "endpoint", "inproc://x");
      node.send("push", "hello");
      assertThat(next(received)).isEqualTo(ZmqMessage.of("hello"));
    }
  }
}
