// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.PythonPeer;
import io.zmqchans.support.RelayFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of the bus that services of a real libzmq answer. */
class RpcClientInteropIT extends RelayFixture {
  private static final int REQUESTS = 5000;
  private static final int TIMEOUT = 6000;
  private static final String ANY_PORT = "tcp://127.0.0.1:*";

  @BeforeAll
  static void needsLibzmq() {
    PythonPeer.assumeAvailable();
  }

  private static ChildProcess rep(String name, int delayMillis, String how, String endpoint) {
    return PythonPeer.start("rep.py", name, delayMillis, how, endpoint);
  }

  private JsonObject deployClient(String type, String endpoint) {
    JsonObject client = socket("client", type).put("mode", "rpc");
    deploy(ThreadingModel.WORKER, client.put("connect", endpoint));
    return client;
  }

  private Future<ZmqMessage> ask(String question) {
    DeliveryOptions patient = new DeliveryOptions().setSendTimeout(60_000);
    return node.vertx()
        .eventBus()
        .<ZmqMessage>request("zmq.client.in", question, patient)
        .map(reply -> reply.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dealer", "req"})
  void shouldAskAService(String type) {
    try (ChildProcess server = rep("a", 0, "bind", ANY_PORT)) {
      deployClient(type, server.awaitLine("ready "));

      for (int i = 0; i < 3; i++) {
        assertThat(Node.await(ask("q" + i))).isEqualTo(ZmqMessage.of("a", "q" + i));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dealer", "req"})
  void shouldAskThroughTwoBrokers(String type) {
    try (ChildProcess second = PythonPeer.start("broker.py")) {
      String middle = second.awaitLine("frontend ");
      try (ChildProcess first = PythonPeer.start("broker.py", middle);
          ChildProcess server = rep("a", 0, "connect", second.awaitLine("backend "))) {
        server.awaitLine("ready ");
        deployClient(type, first.awaitLine("frontend "));
        List<Future<ZmqMessage>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          answers.add(ask("q" + i));
        }
        for (int i = 0; i < 100; i++) {
          assertThat(Node.await(answers.get(i))).isEqualTo(ZmqMessage.of("a", "q" + i));
        }
      }
    }
  }

  @Test
  void shouldAskTheNextServerAfterALostOne() {
    try (ChildProcess server = rep("a", 60_000, "bind", ANY_PORT)) {
      String endpoint = server.awaitLine("ready ");
      JsonObject req = socket("client", "req").put("mode", "rpc").put("requestTimeout", 1000);
      deploy(ThreadingModel.WORKER, req.put("connect", endpoint));
      Future<ZmqMessage> lost = ask("lost");
      Eventually.until(() -> "sent", () -> figure("client", "sent") == 1);
      server.kill();

      assertThat(failure(lost).failureCode()).isEqualTo(ZmqFailure.TIMEOUT.code());
      try (ChildProcess next = rep("b", 0, "bind", endpoint)) {
        next.awaitLine("ready ");
        Eventually.until(() -> "an answer of the next", () -> isAnsweredBy("b"));
      }
    }
  }

  /** Whether one more request is answered, and by this server. */
  private boolean isAnsweredBy(String server) {
    return Node.await(
        ask("q")
            .transform(
                done -> Future.succeededFuture(done.succeeded() && by(server, done.result()))));
  }

  private static boolean by(String server, ZmqMessage answer) {
    return answer.string(0).equals(server);
  }

  @Test
  void shouldGiveEachOfThousandsItsAnswerWhenOneServerIsSlowAndOneIsKilled() throws Exception {
    try (ChildProcess fast = rep("fast", 0, "bind", ANY_PORT);
        ChildProcess slow = rep("slow", 1, "bind", ANY_PORT);
        ChildProcess killed = rep("killed", 1, "bind", ANY_PORT)) {
      String endpoint = killed.awaitLine("ready ");
      JsonObject dealer =
          socket("client", "dealer")
              .put("mode", "rpc")
              .put("maxPending", REQUESTS)
              .put("requestTimeout", TIMEOUT);
      deploy(ThreadingModel.WORKER, dealer);
      for (String each : List.of(fast.awaitLine("ready "), slow.awaitLine("ready "), endpoint)) {
        node.command("client", "connect", "endpoint", each);
      }
      node.command("client", "awaitPeers", "count", 3);
      List<Future<ZmqMessage>> answers = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        answers.add(ask("q" + i));
      }
      killed.awaitLine("served");
      killed.kill();
      try (ChildProcess restarted = rep("restarted", 0, "bind", endpoint)) {
        restarted.awaitLine("ready ");

        int answered = 0;
        for (int i = 0; i < REQUESTS; i++) {
          Future<ZmqMessage> answer = answers.get(i);
          Future.join(List.of(answer)).otherwiseEmpty().await(60, TimeUnit.SECONDS);
          if (answer.succeeded()) {
            answered++;
            assertThat(answer.result().size()).isEqualTo(2);
            assertThat(answer.result().string(1)).isEqualTo("q" + i);
          } else {
            int code = ((ReplyException) answer.cause()).failureCode();
            assertThat(code).as("%s", answer.cause()).isEqualTo(ZmqFailure.TIMEOUT.code());
          }
        }
        assertThat(answered).as("two of three servers").isBetween(REQUESTS / 2, REQUESTS - 1);
        awaitFigure("client", "delivered", answered);
        assertThat(figure("client", "received")).isEqualTo(answered + figure("client", "dropped"));
        Eventually.until(() -> "an answer of the restarted", () -> isAnsweredBy("restarted"));
      }
    }
  }
}
