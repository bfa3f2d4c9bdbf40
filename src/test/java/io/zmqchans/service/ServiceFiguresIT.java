// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.service;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.Node;
import io.zmqchans.support.RawPeer;
import io.zmqchans.support.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Prometheus and whoever asks for its health are told by the service, as a process, in good
 * times and bad.
 */
class ServiceFiguresIT {
  private static final int FLOOD = 5_000;
  private static final int FEW = 50;
  private static final int ROOM = 40;

  private final int port = Leaks.freePort();
  private final int exit = Leaks.freePort();
  private final int gone = Leaks.freePort();
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonObject source = socket("source", "push").put("bind", "tcp://127.0.0.1:*");
  private final JsonObject other = socket("other", "push").put("bind", "tcp://127.0.0.1:*");
  private final JsonObject lost = socket("lost", "push").put("bind", "tcp://127.0.0.1:*");
  private Node node;
  private ServiceProcess service;

  @TempDir Path folder;

  @BeforeEach
  void start() throws IOException {
    node = Node.deploy(ThreadingModel.WORKER, source, other, lost);
    JsonObject target = socket("target", "pull").put("connect", "tcp://127.0.0.1:" + exit);
    JsonArray sockets =
        new JsonArray()
            .add(socket("entry", "pull").put("connect", node.endpoint("source")).put("out", "x"))
            .add(
                socket("exit", "push")
                    .put("bind", "tcp://127.0.0.1:" + exit)
                    .put("in", "x")
                    .put("maxPending", 2 * FLOOD))
            .add(socket("idle", "pull").put("connect", node.endpoint("other")))
            .add(socket("jobs", "pull").put("connect", node.endpoint("lost")).put("out", "y"))
            .add(
                socket("gone", "push")
                    .put("bind", "tcp://127.0.0.1:" + gone)
                    .put("in", "y")
                    .put("maxPending", ROOM));
    JsonObject config =
        new JsonObject().put("console", new JsonObject().put("port", port)).put("sockets", sockets);
    Path file = Files.writeString(folder.resolve("config.json"), config.encode());
    service = ServiceProcess.start(List.of(), "-conf", file);
    service.awaitLine("Succeeded in deploying");
    node.command(null, "open", "options", target);
  }

  @AfterEach
  void stop() {
    service.close();
    node.close();
  }

  private HttpResponse<String> get(String path) {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try {
      return http.send(
          HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
          BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private double metric(String name, String socket) {
    Pattern line =
        Pattern.compile(
            "^zmqchans_" + name + "\\{socket=\"" + socket + "\".*} (\\S+)$", Pattern.MULTILINE);
    Matcher found = line.matcher(get("/metrics").body());
    assertThat(found.find()).as(name + " of " + socket).isTrue();
    return Double.parseDouble(found.group(1));
  }

  private void await(String metric, String socket, double value) {
    Eventually.until(
        () -> metric + " of " + value + ", found " + metric(metric, socket),
        () -> metric(metric, socket) == value);
  }

  private JsonObject stalled() {
    return new JsonObject(get("/health").body())
        .getJsonArray("checks")
        .getJsonObject(0)
        .getJsonObject("data")
        .getJsonObject("zmq")
        .getJsonObject("stalled");
  }

  private void send(String socket, int count) {
    for (int i = 0; i < count; i++) {
      node.vertx().eventBus().send(node.address(socket, "in"), "message");
    }
  }

  /** All in one, as what isn't well in the end takes its time to be noticed. */
  @Test
  void shouldShowTheTruth() {
    // flooded, with a consumer that takes all
    assertThat(get("/health").statusCode()).isEqualTo(200);
    var received = node.collect(node.address("target", "out"));
    for (int sent = 0; sent < FLOOD; sent += 1000) {
      send("source", 999);
      node.send("source", "the last of a thousand");
      assertThat(get("/health").statusCode()).isEqualTo(200);
      assertThat(metric("received_messages_total", "entry")).isLessThanOrEqualTo(sent + 1000);
    }
    await("received_messages_total", "entry", FLOOD);
    await("delivered_messages_total", "entry", FLOOD);
    await("sent_messages_total", "exit", FLOOD);
    Eventually.until(() -> received.size() + " received", () -> received.size() == FLOOD);
    assertThat(metric("received_bytes_total", "entry")).isGreaterThan(FLOOD);
    assertThat(metric("refused_messages_total", "exit")).isZero();
    assertThat(metric("peers", "exit")).isEqualTo(1);

    // paused: nobody takes what one socket received
    send("other", FEW);
    Eventually.until(() -> "idle pauses", () -> metric("paused", "idle") == 1);
    assertThat(metric("delivered_messages_total", "idle")).isZero();
    Eventually.until(
        () -> "all that idle received is in flight",
        () -> metric("received_messages_total", "idle") == metric("in_flight_messages", "idle"));

    // a dead peer: nobody takes what another has to send, until it takes no more
    RawPeer peer = new RawPeer("tcp://127.0.0.1:" + gone).shakeHands("PULL");
    await("peers", "gone", 1);
    send("lost", 1);
    await("sent_messages_total", "gone", 1);
    peer.close();
    await("peers", "gone", 0);
    send("lost", FEW);
    await("delivered_messages_total", "jobs", 1 + FEW);
    await("pending_messages", "gone", ROOM);
    await("refused_messages_total", "gone", FEW - ROOM);
    assertThat(metric("sent_messages_total", "gone")).isEqualTo(1);

    Eventually.until(
        () -> "both stall: " + stalled(),
        () -> stalled().fieldNames().equals(Set.of("idle", "gone")));
    HttpResponse<String> health = get("/health");
    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(health.body()).contains("\"loop\":\"UP\"", "\"ioThreads\":\"UP\"");
    assertThat(metric("stalled_seconds", "gone")).isGreaterThan(4);
    assertThat(metric("stalled_seconds", "exit")).isZero();

    // the peer is back
    JsonObject back = socket("back", "pull").put("connect", "tcp://127.0.0.1:" + gone);
    var late = node.collect(node.address("back", "out"));
    node.command(null, "open", "options", back);
    Eventually.until(() -> late.size() + " came late", () -> late.size() == ROOM);
    await("pending_messages", "gone", 0);
    Eventually.until(() -> "only one stalls: " + stalled(), () -> stalled().size() == 1);
    assertThat(service.terminate().awaitExit()).isEqualTo(143);
  }
}
