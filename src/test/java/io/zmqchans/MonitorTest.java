// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to connections, with {@code monitor} and above {@code maxConnections}. */
class MonitorTest extends RelayFixture {
  private final List<Socket> connections = new ArrayList<>();

  @AfterEach
  void disconnect() throws IOException {
    for (Socket each : connections) {
      each.close();
    }
  }

  private void deploy(int maxConnections, JsonObject... sockets) {
    JsonObject config = new JsonObject().put("maxConnections", maxConnections);
    config.put("sockets", new JsonArray(List.of(sockets)));
    node = Node.deploy(ThreadingModel.WORKER, config);
  }

  private static JsonObject monitored(String name, String type) {
    return socket(name, type).put("monitor", true);
  }

  private static JsonObject bound(JsonObject socket) {
    return socket.put("bind", "tcp://127.0.0.1:*");
  }

  private Socket connect(String endpoint) throws IOException {
    Socket connection =
        new Socket(InetAddress.getLoopbackAddress(), URI.create(endpoint).getPort());
    connection.setSoTimeout(20_000);
    connections.add(connection);
    return connection;
  }

  private static JsonObject next(BlockingQueue<JsonObject> events, String name) {
    JsonObject event;
    do {
      event = Node.next(events);
    } while (!event.getString("event").equals(name));
    return event;
  }

  @Test
  void shouldTellOfEachConnectionAndItsEnd() throws IOException {
    deploy(1024, bound(monitored("pull", "pull")));
    BlockingQueue<JsonObject> events = events("pull");
    Socket connection = connect(node.endpoint("pull"));

    JsonObject accepted = next(events, "accepted");
    assertThat(accepted.getString("socket")).isEqualTo("pull");
    assertThat(accepted.getString("endpoint")).isEqualTo(node.endpoint("pull"));
    String peer = "tcp://127.0.0.1:" + connection.getLocalPort();
    assertThat(accepted.getString("peer")).isEqualTo(peer);
    connection.close();
    JsonObject disconnected = next(events, "disconnected");
    assertThat(disconnected.getString("peer")).isEqualTo(peer);
    assertThat(disconnected.getString("endpoint")).isEqualTo(node.endpoint("pull"));
  }

  @Test
  void shouldTellOfConnectsAndOfBinds() {
    deploy(1024, monitored("push", "push"), monitored("pull", "pull"));
    BlockingQueue<JsonObject> binds = events("pull");
    BlockingQueue<JsonObject> connects = events("push");
    node.command("pull", "bind", "endpoint", "tcp://127.0.0.1:*");
    String endpoint = node.endpoint("pull");
    node.command("push", "connect", "endpoint", endpoint);

    assertThat(next(binds, "listening").getString("endpoint")).isEqualTo(endpoint);
    JsonObject connected = next(connects, "connected");
    assertThat(connected.getString("endpoint")).isEqualTo(endpoint);
    assertThat(connected.getString("peer")).isEqualTo(endpoint);
  }

  @Test
  void shouldTellOfConnectsThatFindNobody() {
    deploy(1024, monitored("push", "push"));
    BlockingQueue<JsonObject> events = events("push");
    node.command("push", "connect", "endpoint", "tcp://127.0.0.1:" + Leaks.freePort());

    assertThat(next(events, "connect_retried").getInteger("value")).isPositive();
  }

  @Test
  void shouldTellNothingWithoutMonitor() throws IOException {
    deploy(1024, bound(socket("pull", "pull")));
    BlockingQueue<JsonObject> events = events("pull");
    connect(node.endpoint("pull"));
    awaitFigure("pull", "peers", 1);

    assertThat(events).isEmpty();
  }

  @Test
  void shouldCountWhatAFloodOfConnectionsDoes() throws IOException {
    deploy(1024, bound(monitored("pull", "pull")));
    BlockingQueue<JsonObject> events = events("pull");
    int port = URI.create(node.endpoint("pull")).getPort();
    int count = 500;
    for (int i = 0; i < count; i++) {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
    }

    int told = 0;
    while (told < 2 * count) { // accepted and disconnected
      JsonObject event = Node.next(events);
      if (event.getString("event").equals("unmonitored")) {
        told += event.getInteger("count");
      } else if (event.getString("event").matches("accepted|disconnected")) {
        told++;
      }
    }
    assertThat(told).isEqualTo(2 * count);
  }

  @Test
  void shouldCutConnectionsAboveTheLimitAtAccept() throws IOException {
    deploy(2, bound(socket("pull", "pull")), socket("push", "push"));
    BlockingQueue<JsonObject> events = events("pull");
    String endpoint = node.endpoint("pull");
    node.command("push", "connect", "endpoint", endpoint);
    awaitFigure("pull", "peers", 1);
    Socket second = connect(endpoint);
    awaitFigure("pull", "peers", 2);

    Socket third = connect(endpoint);

    JsonObject limited = next(events, "limited");
    assertThat(limited.getString("reason")).contains("2", "maxConnections");
    assertThat(third.getInputStream().readAllBytes()).hasSizeLessThan(100); // it has ended
    assertThat(figure("pull", "peers")).isEqualTo(2);
    BlockingQueue<ZmqMessage> received = received("pull");
    node.send("push", "still here");
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("still here"));
    second.close();
    awaitFigure("pull", "peers", 1);
    connect(endpoint);
    Eventually.until(() -> "room again", () -> figure("pull", "peers") == 2);
  }
}
