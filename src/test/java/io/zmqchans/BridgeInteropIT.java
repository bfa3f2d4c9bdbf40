// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.BridgeFixture;
import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.LibzmqSocket;
import io.zmqchans.support.Node;
import io.zmqchans.support.PythonPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of a bridge with a real libzmq, by src/test/python/bridge_client.py. */
class BridgeInteropIT extends BridgeFixture {
  private static final int CLIENTS = 100;
  private static final int REQUESTS = 50;

  @BeforeAll
  static void needsLibzmq() {
    PythonPeer.assumeAvailable();
  }

  @BeforeEach
  void deploy() {
    JsonObject echo = new JsonObject().put("address", "echo");
    BridgeOptions options = open().setOptions(new JsonObject().put("routing_id", "bridge"));
    List<JsonObject> rules = new ArrayList<>(options.getInbound());
    rules.add(echo);
    deploy(options.setInbound(rules.toArray(JsonObject[]::new)));
  }

  private ChildProcess worker(String name) {
    ChildProcess worker =
        PythonPeer.start("bridge_worker.py", node.endpoint("edge"), "open.work", name);
    worker.awaitLine("registered");
    return worker;
  }

  private ChildProcess client(String code) {
    return PythonPeer.startCode(
        """
        import sys
        sys.path.insert(0, "src/test/python")
        from bridge_client import BridgeClient, BridgeError
        client = BridgeClient("%s")
        %s
        """
            .formatted(node.endpoint("edge"), code));
  }

  private Future<Message<Object>> request(Object body) {
    return node.vertx().eventBus().request("open.work", body);
  }

  @Test
  void shouldRequestAndFail() {
    serve(
        "open.sum",
        request -> {
          if (request.body() instanceof JsonArray numbers) {
            request.reply(
                new JsonObject().put("sum", numbers.getInteger(0) + numbers.getInteger(1)));
          } else {
            request.fail(42, "not numbers");
          }
        });
    try (ChildProcess client =
        client(
            """
            print(client.request("open.sum", [1, 2])[1])
            try:
                client.request("open.sum", "text")
            except BridgeError as e:
                print(e.args)
            """)) {
      assertThat(client.awaitLine("")).isEqualTo("{'sum': 3}");
      assertThat(client.awaitLine("")).isEqualTo("(42, 'not numbers')");
    }
  }

  @Test
  void shouldPublishAndSubscribe() {
    BlockingQueue<Message<Object>> messages = messages("open.news");
    try (ChildProcess first = worker("first");
        ChildProcess second = worker("second");
        ChildProcess publisher =
            client(
                """
                client.publish('open.work', 'hello')
                client.send('open.news', b'raw')
                client.ping()
                print('done', flush=True)
                """)) {
      assertThat(first.awaitLine("got ")).isEqualTo("\"hello\"");
      assertThat(second.awaitLine("got ")).isEqualTo("\"hello\"");
      assertThat(Node.next(messages).body().toString()).isEqualTo("raw");
      publisher.awaitLine("done");
    }
  }

  @Test
  void shouldTakeTurnsAndReplyToTheBus() {
    try (ChildProcess first = worker("first");
        ChildProcess second = worker("second")) {
      List<String> by = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        Message<Object> reply = Node.await(request(i));
        assertThat(reply.body()).isInstanceOf(JsonObject.class);
        assertThat(((JsonObject) reply.body()).getInteger("of")).isEqualTo(i);
        by.add(reply.headers().get("worker"));
        (by.get(i).equals("first") ? first : second).awaitLine("got ");
      }
      assertThat(by.stream().filter("first"::equals).count()).isEqualTo(5);
    }
  }

  @Test
  void shouldServeHundredClientsAtOnce() {
    serve("echo", request -> request.reply(request.body()));
    try (ChildProcess crowd =
        PythonPeer.start("bridge_crowd.py", node.endpoint("edge"), CLIENTS, REQUESTS)) {
      assertThat(crowd.awaitLine("verdict ")).isEqualTo("ok " + CLIENTS * REQUESTS);
    }
    awaitFigure("edge", "clients", 0);
  }

  @Test
  void shouldForgetAClientThatIsKilled() {
    try (ChildProcess killed = worker("killed")) {
      Future<Message<Object>> owed = request("keep");
      killed.awaitLine("got ");

      killed.kill();

      assertThat(failure(owed).failureCode()).isEqualTo(ZmqFailure.REMOTE_FAILURE.code());
      awaitFigure("edge", "registrations", 0);
      try (ChildProcess next = worker("next")) {
        assertThat(Node.await(request(1)).headers().get("worker")).isEqualTo("next");
        next.awaitLine("got ");
      }
    }
  }

  @Test
  void shouldServeARouter() {
    try (LibzmqSocket client = new LibzmqSocket("router")) {
      client.set("connect_routing_id", "us").connect(node.endpoint("edge"));

      client.send("us", "ping");

      assertThat(client.receive()).isEqualTo(ZmqMessage.of("us", "pong"));
    }
  }

  @Test
  void shouldConnectToAClientThatBinds() {
    try (LibzmqSocket client = new LibzmqSocket("dealer")) {
      node.close();
      deploy(open().setBind().setConnect(client.bind()));

      client.send("register", "open.a");

      assertThat(client.receive()).isEqualTo(ZmqMessage.of("registered", "open.a"));
    }
  }

  @Test
  void shouldSayAsWhomAClientWasLetIn() {
    node.close();
    JsonObject users = new JsonObject().put("users", new JsonObject().put("ada", "enchantress"));
    BridgeOptions bridge = open().setHeaders(true).setPlain(new JsonObject().put("server", true));
    node = Node.deploy(ThreadingModel.WORKER, new ZmqOptions().setAuth(users).addBridge(bridge));
    BlockingQueue<Message<Object>> messages = messages("open.a");
    try (LibzmqSocket client = new LibzmqSocket("dealer");
        LibzmqSocket stranger = new LibzmqSocket("dealer")) {
      stranger.set("plain_username", "ada").set("plain_password", "guess");
      stranger.connect(node.endpoint("edge")).send("send", "open.a", "", "not let in");
      client.set("plain_username", "ada").set("plain_password", "enchantress");
      client
          .connect(node.endpoint("edge"))
          .send("send", "open.a", "{\"zmq-user\":\"admin\"}", "let in");

      Message<Object> message = Node.next(messages);
      assertThat(message.body().toString()).isEqualTo("let in");
      assertThat(message.headers().getAll("zmq-user")).containsExactly("ada");
    }
  }
}
