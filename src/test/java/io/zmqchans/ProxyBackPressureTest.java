// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A proxy that can't get rid of messages holds the sender back, and nobody else. */
class ProxyBackPressureTest {
  private static final int COUNT = 1200;
  private static final int BYTES = 8192;

  private Node node;

  @AfterEach
  void close() {
    node.close();
  }

  private static JsonObject small(String name, String type) {
    JsonObject options = new JsonObject().put("sndhwm", 10).put("rcvhwm", 10);
    options.put("sndbuf", 65536).put("rcvbuf", 65536);
    return socket(name, type).put("maxPending", COUNT).put("options", options);
  }

  private static String message(int i) {
    return i + " ".repeat(BYTES);
  }

  @ParameterizedTest
  @EnumSource
  void shouldHoldTheSenderBackUntilSomebodyTakesTheMessages(Route route) {
    String tcp = "tcp://127.0.0.1:*";
    node =
        route.deploy(
            small("front", "pull").put("bind", tcp),
            small("back", "push").put("bind", tcp),
            small("source", "push"),
            small("sink", "pull"),
            small("a", "pair").put("bind", tcp),
            small("b", "pair"));
    node.command("source", "connect", "socket", "front");
    node.command("b", "connect", "socket", "a");
    node.command(null, "proxy", "frontend", "front", "backend", "back");
    List<Future<?>> sent = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      sent.add(node.vertx().eventBus().request("zmq.source.in", message(i)));
    }

    Eventually.until(
        () -> "some come in " + node.stats("front"),
        () -> node.stats("front").getInteger("received") > 0);
    relayElsewhere();
    assertThat(node.stats("front").getInteger("received")).isLessThan(COUNT / 2);
    assertThat(node.stats("source").getInteger("pending")).isGreaterThan(COUNT / 4);
    assertThat(node.stats("back").getInteger("sent")).isZero();

    BlockingQueue<ZmqMessage> received = node.collect("zmq.sink.out");
    node.command("sink", "connect", "socket", "back");
    for (int i = 0; i < COUNT; i++) {
      assertThat(Node.next(received).string(0)).isEqualTo(message(i));
    }
    Node.await(Future.all(sent));
    assertThat(node.stats("front").getInteger("dropped")).isZero();
    assertThat(node.stats("back").getInteger("dropped")).isZero();
  }

  /** Far longer than the source would need if nothing held it back. */
  private void relayElsewhere() {
    BlockingQueue<ZmqMessage> received = node.collect("zmq.a.out");
    for (int i = 0; i < 300; i++) {
      node.send("b", "message " + i);
      assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("message " + i));
    }
  }
}
