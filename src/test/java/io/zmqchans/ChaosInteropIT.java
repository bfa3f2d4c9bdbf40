// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Activities;
import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.Node;
import io.zmqchans.support.OpenFiles;
import io.zmqchans.support.PythonPeer;
import io.zmqchans.support.Soak;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Everything at once: sockets come and go, libzmq peers flood and are killed, consumers pause and
 * leave, commands fly, good ones and bad. At the end the figures add up and nothing is left.
 */
class ChaosInteropIT {
  private static final String[] COMMANDS = {
    "endpoints", "stats", "get", "set", "subscribe", "bind", "connect", "nonsense", "awaitPeers"
  };

  private final Random random = new Random(20_261_123);
  private final AtomicInteger names = new AtomicInteger();

  @BeforeAll
  static void needsLibzmq() {
    PythonPeer.assumeAvailable();
  }

  @Test
  void shouldAddUpAndLeaveNothing() {
    chaos(Duration.ofSeconds(8));
  }

  @Test
  @Tag("soak")
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void shouldAddUpAndLeaveNothingAfterLong() {
    chaos(Soak.seconds(600));
  }

  private void chaos(Duration duration) {
    once(Duration.ofSeconds(2)); // so that everything is loaded
    Leaks leaks = new Leaks();
    long files = OpenFiles.count();
    once(duration);
    leaks.none();
    OpenFiles.awaitAtMost(files + 10);
  }

  private void once(Duration duration) {
    JsonObject pull =
        socket("pull", "pull").put("bind", "tcp://127.0.0.1:*").put("maxInFlight", 100);
    JsonObject acked =
        socket("acked", "pull")
            .put("bind", "inproc://acked")
            .put("delivery", "request")
            .put("requestTimeout", 500)
            .put("maxInFlight", 50);
    JsonObject push = socket("push", "push").put("connect", "inproc://acked");
    JsonArray sockets = new JsonArray().add(pull).add(acked).add(push);
    JsonObject config = new JsonObject().put("sockets", sockets);
    try (Node node = Node.deploy(ThreadingModel.WORKER, config)) {
      String endpoint = node.endpoint("pull");
      try (Activities activities = new Activities()) {
        activities.repeat("peers", () -> killAPeer(endpoint));
        activities.repeat("sockets", () -> openAndClose(node));
        activities.repeat("commands", () -> command(node));
        activities.repeat("sends", () -> send(node));
        activities.repeat("consumers", () -> comeAndGo(node, "zmq.pull.out"));
        activities.repeat("answers", () -> comeAndGo(node, "zmq.acked.out"));
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
          activities.awaitEach();
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
      }
      settle(node);
    }
  }

  /** Everything that waits is taken now. */
  private static void settle(Node node) {
    for (String name : new String[] {"pull", "acked"}) {
      node.vertx().eventBus().consumer(node.address(name, "out"), message -> message.reply(null));
    }
    Eventually.until(
        () -> node.stats("push") + " " + node.stats("acked"),
        () ->
            node.stats("push").getLong("pending") == 0
                && node.stats("push")
                    .getLong("sent")
                    .equals(node.stats("acked").getLong("received")));
    for (String name : new String[] {"pull", "acked"}) {
      Eventually.until(() -> node.stats(name).encode(), () -> isSettled(node.stats(name)));
    }
    assertThat(node.stats("acked").getLong("dropped")).as("at least once").isZero();
  }

  private static boolean isSettled(JsonObject stats) {
    return stats.getLong("inFlight") == 0
        && stats.getLong("received")
            == stats.getLong("delivered") + stats.getLong("dropped") + stats.getLong("undecodable");
  }

  private void killAPeer(String endpoint) {
    try (ChildProcess peer = PythonPeer.start("flood.py", endpoint, 1_000_000, 1024)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100 + random.nextInt(400)));
      peer.kill();
    }
  }

  /** More than is taken, but no more than Vert.x gets rid of: its own queues have no limit. */
  private static void send(Node node) {
    for (int i = 0; i < 1000; i++) {
      node.vertx().eventBus().send("zmq.push.in", "x");
    }
    node.stats("push"); // answered after them
  }

  private void openAndClose(Node node) {
    String[] types = {"pair", "pub", "sub", "dealer", "xpub", "xsub", "pull", "push", "stream"};
    String name = "s" + names.incrementAndGet();
    JsonObject options =
        socket(name, types[random.nextInt(types.length)])
            .put("bind", random.nextBoolean() ? "tcp://127.0.0.1:*" : "inproc://" + name);
    node.command(null, "open", "options", options);
    for (int i = 0; i < 10; i++) {
      node.vertx().eventBus().send(node.address(name, "in"), "message " + i);
    }
    node.command(name, "close");
  }

  private void command(Node node) {
    try {
      node.command(
          random.nextBoolean() ? "pull" : "push",
          COMMANDS[random.nextInt(COMMANDS.length)],
          "option",
          "linger",
          "value",
          random.nextInt(1000),
          "timeout",
          1,
          "endpoint",
          "tcp://nowhere:nothing");
    } catch (ReplyException e) {
      assertThat(ZmqFailure.of(e)).as(e.toString()).isNotEqualTo(ZmqFailure.INTERNAL);
    }
  }

  private void comeAndGo(Node node, String address) {
    MessageConsumer<Object> consumer = node.vertx().eventBus().consumer(address);
    consumer.handler(
        message -> {
          if (random.nextInt(10) > 0) {
            message.reply(null);
          }
        });
    Node.await(consumer.completion());
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(50)));
    consumer.pause();
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(50)));
    if (random.nextBoolean()) {
      consumer.resume();
    }
    Node.await(consumer.unregister());
  }
}
