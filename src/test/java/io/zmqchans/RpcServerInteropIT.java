// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.LibzmqSocket;
import io.zmqchans.support.Node;
import io.zmqchans.support.PythonPeer;
import io.zmqchans.support.RelayFixture;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of a real libzmq that consumers on the bus answer. */
class RpcServerInteropIT extends RelayFixture {
  private static final int CLIENTS = 50;
  private static final int REQUESTS = 100;
  private static final int FAILURE = 42;

  private final Queue<Message<String>> kept = new ArrayDeque<>(); // on the consumer's context
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger ignored = new AtomicInteger();

  @BeforeAll
  static void needsLibzmq() {
    PythonPeer.assumeAvailable();
  }

  private void deployServer(String type, int timeout) {
    JsonObject server =
        socket("server", type)
            .put("mode", "rpc")
            .put("format", "string")
            .put("bind", "tcp://127.0.0.1:*")
            .put("requestTimeout", timeout);
    deploy(ThreadingModel.WORKER, server);
  }

  private static void reply(Message<String> request) {
    request.reply(new JsonArray().add("re").add(request.body()));
  }

  private void serve(Handler<Message<String>> consumer) {
    Node.await(node.vertx().eventBus().<String>consumer("zmq.server.out", consumer).completion());
  }

  /** Fails every 10th, ignores every 50th, and keeps one while it answers the next. */
  private void serveBadly() {
    serve(this::serveBadly);
    node.vertx().setPeriodic(5, id -> replyToKept());
  }

  private void serveBadly(Message<String> request) {
    int n = requests.incrementAndGet();
    if (n % 50 == 0) {
      ignored.incrementAndGet();
    } else if (n % 10 == 0) {
      failed.incrementAndGet();
      request.fail(FAILURE, "every 10th");
    } else if (n % 3 == 0) {
      synchronized (kept) {
        kept.add(request);
      }
    } else {
      reply(request);
    }
  }

  private void replyToKept() {
    synchronized (kept) {
      kept.forEach(RpcServerInteropIT::reply);
      kept.clear();
    }
  }

  @Test
  void shouldGiveEachOfManyClientsItsOwnAnswerOrAnError() {
    deployServer("router", 1000);
    serveBadly();

    try (ChildProcess clients =
        PythonPeer.start("reqs.py", node.endpoint("server"), CLIENTS, REQUESTS)) {
      String verdict = clients.awaitLine("verdict ");
      assertThat(requests.get()).isEqualTo(CLIENTS * REQUESTS);
      int answers = requests.get() - failed.get() - ignored.get();
      assertThat(verdict)
          .isEqualTo(
              "ok %d {\"%d\": %d, \"%d\": %d}",
              answers, ZmqFailure.TIMEOUT.code(), ignored.get(), FAILURE, failed.get());
    }
    awaitFigure("server", "inFlight", 0);
    assertThat(figure("server", "rejected")).isEqualTo(failed.get());
    assertThat(figure("server", "dropped")).isEqualTo(ignored.get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"router", "rep"})
  void shouldServeThroughTwoBrokers(String type) {
    deployServer(type, 5000);
    serve(RpcServerInteropIT::reply);
    try (ChildProcess second = PythonPeer.start("broker.py", node.endpoint("server"));
        ChildProcess first = PythonPeer.start("broker.py", second.awaitLine("frontend "));
        ChildProcess clients =
            PythonPeer.start("reqs.py", first.awaitLine("frontend "), 10, REQUESTS)) {
      assertThat(clients.awaitLine("verdict ")).isEqualTo("ok " + 10 * REQUESTS + " {}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"router", "rep"})
  void shouldStayUsableWhenTheConsumerFails(String type) {
    deployServer(type, 100);
    try (LibzmqSocket client = new LibzmqSocket("req")) {
      client.connect(node.endpoint("server"));
      client.send("to nobody");
      assertError(client, ZmqFailure.UNROUTABLE.code());
      serveBadly();
      requests.set(8);
      client.send("ninth, kept for a while");
      assertThat(client.receive()).isEqualTo(ZmqMessage.of("re", "ninth, kept for a while"));
      client.send("failed");
      assertError(client, FAILURE);
      requests.set(49);
      client.send("ignored");
      assertError(client, ZmqFailure.TIMEOUT.code());
      client.send("answered");
      assertThat(client.receive()).isEqualTo(ZmqMessage.of("re", "answered"));
    }
  }

  private static void assertError(LibzmqSocket client, int code) {
    ZmqMessage answer = client.receive();
    assertThat(answer.size()).isEqualTo(2);
    assertThat(answer.string(0)).isEqualTo("zmq-error");
    assertThat(new JsonObject(answer.string(1)).getInteger("code")).isEqualTo(code);
  }

  /** REP receives nothing while it owes an answer. */
  @Test
  void repShouldServeTheNextWhenOneIsKilledThatAsked() {
    deployServer("rep", 5000);
    try (LibzmqSocket killed = new LibzmqSocket("req");
        LibzmqSocket next = new LibzmqSocket("req")) {
      killed.connect(node.endpoint("server"));
      next.connect(node.endpoint("server"));
      BlockingQueue<Message<String>> asked = new LinkedBlockingQueue<>();
      serve(asked::add);
      killed.send("killed");
      Message<String> first = Node.next(asked);
      next.send("next");
      killed.kill();
      first.reply("to nobody");
      reply(Node.next(asked));
      assertThat(next.receive()).isEqualTo(ZmqMessage.of("re", "next"));
    }
  }
}
