// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.Node;
import io.zmqchans.support.RawPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handshakes that a consumer on the bus decides on, or doesn't. */
class DelegatedAuthTest {
  private final Leaks leaks = new Leaks();
  private final Node node = deploy();

  private static Node deploy() {
    JsonObject pull =
        Node.socket("pull", "pull").put("bind", "tcp://127.0.0.1:*").put("headers", true);
    return Node.deploy(
        ThreadingModel.WORKER,
        new JsonObject()
            .put("auth", new JsonObject().put("address", "who"))
            .put("sockets", new JsonArray().add(pull)));
  }

  @AfterEach
  void close() {
    node.close();
    leaks.none();
  }

  private RawPeer peer() {
    return new RawPeer(node.endpoint("pull")).greet();
  }

  private String verdict() {
    try (RawPeer peer = peer()) {
      return peer.verdict();
    }
  }

  @Test
  void shouldAskOnTheBusAndBelieveIt() {
    node.vertx()
        .eventBus()
        .<JsonObject>consumer(
            "who",
            question -> {
              boolean known =
                  question
                      .body()
                      .equals(
                          new JsonObject()
                              .put("mechanism", "NULL")
                              .put("domain", "zmq.pull")
                              .put("address", "127.0.0.1"));
              question.reply(new JsonObject().put("allow", known).put("userId", "neighbour"));
            });
    List<String> users = new CopyOnWriteArrayList<>();
    node.vertx()
        .eventBus()
        .consumer("zmq.pull.out", message -> users.add(message.headers().get("zmq-user")));
    try (RawPeer peer = peer()) {
      assertThat(peer.verdict()).isEqualTo("READY");
      peer.ready("Socket-Type", "PUSH").message("hello");
      Eventually.until(() -> "a message", () -> !users.isEmpty());
    }
    assertThat(users).containsExactly("neighbour");
  }

  @Test
  void shouldLetNobodyInWithoutAConsumer() {
    assertThat(verdict()).isEqualTo("ERROR 400");
  }

  @Test
  void shouldLetNobodyInWithASilentConsumer() {
    BlockingQueue<JsonObject> questions = node.collect("who");
    long start = System.nanoTime();

    assertThat(verdict()).isEqualTo("ERROR 400");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(4));
    assertThat(questions).hasSize(1);
  }

  @Test
  void shouldStopOnTimeWithHandshakesPending() {
    BlockingQueue<JsonObject> questions = node.collect("who");
    List<RawPeer> peers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      peers.add(peer());
    }
    peers.forEach(each -> Node.next(questions));
    peers.remove(0).close();
    long start = System.nanoTime();

    Node.await(node.vertx().undeploy(node.deployment()));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    peers.forEach(RawPeer::awaitEnd);
    peers.forEach(RawPeer::close);
  }
}
