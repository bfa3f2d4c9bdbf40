// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.BridgeUser;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each configuration of {@code conf/} as it is, but for its ports: a message passes. */
class ConfTest {
  private static final Path CONF = Path.of(System.getProperty("basedir", "."), "conf");
  private static final Pattern PORT = Pattern.compile(":(25\\d{3})\\b");

  private final Map<String, Integer> ports = new ConcurrentHashMap<>();
  private Node node;

  @AfterEach
  void close() {
    if (node != null) {
      node.close();
    }
  }

  private EventBus deploy(String file) throws IOException {
    String free =
        PORT.matcher(Files.readString(CONF.resolve(file))).replaceAll(m -> ":" + port(m.group(1)));
    node = Node.deploy(ThreadingModel.WORKER, new JsonObject(free));
    return node.vertx().eventBus();
  }

  private int port(String written) {
    return ports.computeIfAbsent(written, none -> Leaks.freePort());
  }

  /** Sockets of a peer, connected to where the file says that port. */
  private void peer(Map<String, String> socketTypes) {
    JsonArray sockets = new JsonArray();
    socketTypes.forEach(
        (type, written) ->
            sockets.add(socket(type, type).put("connect", "tcp://127.0.0.1:" + port(written))));
    JsonObject config = new JsonObject().put("name", "peer").put("sockets", sockets);
    DeploymentOptions options =
        new DeploymentOptions().setConfig(config).setThreadingModel(ThreadingModel.WORKER);
    Node.await(node.vertx().deployVerticle(new ZmqVerticle(), options));
  }

  private <T> BlockingQueue<Message<T>> messages(String address) {
    BlockingQueue<Message<T>> all = new LinkedBlockingQueue<>();
    Node.await(
        node.vertx()
            .eventBus()
            .<T>consumer(
                address,
                message -> {
                  all.add(message);
                  message.reply(""); // where nobody waits for it, it goes nowhere
                })
            .completion());
    return all;
  }

  @Test
  void shouldBeOfTheFilesThatThereAre() throws IOException {
    try (Stream<Path> files = Files.list(CONF)) {
      List<String> configurations =
          files
              .map(each -> each.getFileName().toString())
              .filter(each -> each.endsWith(".json") && !each.contains("dashboard"))
              .map(each -> each.substring(0, each.length() - ".json".length()))
              .toList();
      assertThat(Arrays.stream(ConfTest.class.getDeclaredMethods()).map(each -> each.getName()))
          .containsAll(configurations);
      String readme = Files.readString(CONF.resolveSibling("README.md"));
      assertThat(configurations).allMatch(each -> readme.contains("conf/" + each + ".json"));
    }
  }

  @Test
  void quickstart() throws IOException {
    deploy("quickstart.json").send("zmq.tasks.in", "hello");

    assertThat(Node.next(messages("zmq.worker.out")).body()).isEqualTo(ZmqMessage.of("hello"));
  }

  @Test
  void pubsub() throws IOException {
    EventBus bus = deploy("pubsub.json");
    BlockingQueue<Message<String>> read = messages("pubsub.reader.out");

    Eventually.until( // whoever subscribes late misses what was published before
        () -> "the news",
        () -> {
          bus.send("pubsub.news.in", "politics: none");
          bus.send("pubsub.news.in", "weather: 21 degrees");
          return !read.isEmpty();
        });

    assertThat(Node.next(read).body()).isEqualTo("weather: 21 degrees");
  }

  @Test
  void pipeline() throws IOException {
    deploy("pipeline.json");

    node.request("pipeline.tasks.in", "a task");

    assertThat(Node.next(messages("pipeline.worker.out")).body())
        .isEqualTo(ZmqMessage.of("a task"));
  }

  @Test
  void rpc() throws IOException {
    EventBus bus = deploy("rpc.json");
    bus.<JsonObject>consumer(
        "rpc.server.out",
        asked -> asked.reply(new JsonObject().put("twice", 2 * asked.body().getInteger("n"))));

    JsonObject answer = node.request("rpc.client.in", new JsonObject().put("n", 21));

    assertThat(answer.getInteger("twice")).isEqualTo(42);
  }

  @Test
  void proxy() throws IOException {
    EventBus bus = deploy("proxy.json");
    peer(Map.of("req", "25604", "rep", "25605"));
    BlockingQueue<Message<ZmqMessage>> seen = messages("proxy.seen");
    bus.consumer("peer.rep.out", asked -> bus.send("peer.rep.in", "the answer"));
    BlockingQueue<Message<ZmqMessage>> answers = messages("peer.req.out");

    bus.send("peer.req.in", "a question");

    assertThat(Node.next(answers).body()).isEqualTo(ZmqMessage.of("the answer"));
    assertThat(Node.next(seen).body().string(2)).isEqualTo("a question");
  }

  @Test
  void secured() throws IOException {
    deploy("secured.json").send("secured.visitor.in", "good morning");

    Message<ZmqMessage> received = Node.next(messages("secured.door.out"));
    assertThat(received.body()).isEqualTo(ZmqMessage.of("good morning"));
    assertThat(received.headers().get("zmq-user"))
        .isEqualTo("Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID");
  }

  @Test
  void bridge() throws IOException {
    deploy("bridge.json")
        .<JsonObject>consumer(
            "greetings", asked -> asked.reply("hello " + asked.body().getString("name")));
    try (BridgeUser user = BridgeUser.dealer("tcp://127.0.0.1:" + port("25607"))) {
      ZmqMessage answer =
          user.ask(
              "request", "1", "greetings", BridgeUser.JSON, "{\"name\":\"Ada\",\"lang\":\"en\"}");

      assertThat(answer).isEqualTo(ZmqMessage.of("reply", "1", BridgeUser.TEXT, "hello Ada"));
    }
  }

  @Test
  void cluster() throws IOException {
    EventBus bus = deploy("cluster.json");
    peer(Map.of("push", "25608", "pull", "25609"));
    bus.<Buffer>consumer(
        "jobs",
        job -> {
          bus.send("results", job.body().appendString(" done"));
          job.reply("");
        });
    BlockingQueue<Message<ZmqMessage>> results = messages("peer.pull.out");

    bus.send("peer.push.in", "a job");

    assertThat(Node.next(results).body()).isEqualTo(ZmqMessage.of("a job done"));
  }
}
