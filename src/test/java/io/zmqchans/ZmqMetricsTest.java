// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.VertxPrometheusOptions;
import io.vertx.micrometer.backends.BackendRegistries;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZmqMetricsTest extends RelayFixture {
  private static final Pattern METRIC = Pattern.compile("zmqchans_[a-z_]+");

  private final MeterRegistry registry = new SimpleMeterRegistry();

  @BeforeEach
  void bind() {
    deploy(
        ThreadingModel.WORKER,
        socket("tasks", "push").put("bind", "tcp://127.0.0.1:*"),
        socket("worker", "pull"));
    new ZmqMetrics(node.vertx()).bindTo(registry);
    node.command("worker", "connect", "endpoint", node.endpoint("tasks"));
  }

  private double value(String meter, String socket) {
    return registry.get(meter).tag("socket", socket).meter().measure().iterator().next().getValue();
  }

  private List<String> sockets() {
    return registry.getMeters().stream()
        .map(each -> each.getId().getTag("socket"))
        .filter(each -> each != null)
        .distinct()
        .sorted()
        .toList();
  }

  @Test
  void shouldPublishWhatStatsSay() {
    received("worker");
    node.send("tasks", "hello");
    node.send("tasks", "world");
    awaitFigure("worker", "delivered", 2);

    assertThat(value("zmqchans.sent", "tasks")).isEqualTo(2);
    assertThat(value("zmqchans.sent.bytes", "tasks")).isEqualTo(10);
    assertThat(value("zmqchans.received", "worker")).isEqualTo(2);
    assertThat(value("zmqchans.received.bytes", "worker")).isEqualTo(10);
    assertThat(value("zmqchans.delivered", "worker")).isEqualTo(2);
    assertThat(value("zmqchans.peers", "worker")).isEqualTo(1);
    assertThat(registry.get("zmqchans.up").tag("verticle", "zmq").gauge().value()).isEqualTo(1);
  }

  @Test
  void shouldShowWhatNobodyTakes() {
    node.send("tasks", "hello");

    Eventually.until(
        () -> "it is held: " + node.stats("worker"),
        () -> value("zmqchans.paused", "worker") + value("zmqchans.in.flight", "worker") > 0);
  }

  @Test
  void shouldHaveAMeterForEachFigure() {
    Set<String> figures = new TreeSet<>(node.stats("worker").fieldNames());
    Set<String> meters =
        registry.getMeters().stream()
            .map(Meter::getId)
            .filter(id -> "worker".equals(id.getTag("socket")))
            .map(id -> id.getName().replace("zmqchans.", ""))
            .map(ZmqMetricsTest::camelCase)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(meters.remove("stalled")).isTrue();
    assertThat(meters).isEqualTo(figures);
  }

  private static String camelCase(String dotted) {
    return Pattern.compile("\\.(.)")
        .matcher(dotted)
        .replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
  }

  @Test
  void shouldFollowSocketsThatComeAndGo() {
    JsonObject options = socket("more", "push");
    node.command(null, "open", "options", options);
    assertThat(sockets()).containsExactly("more", "tasks", "worker");

    node.command("more", "close");
    assertThat(sockets()).containsExactly("tasks", "worker");

    Node.await(node.vertx().undeploy(node.deployment()));
    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void shouldTakeItsMetersBackWhenClosed() {
    MeterRegistry other = new SimpleMeterRegistry();
    try (ZmqMetrics metrics = new ZmqMetrics(node.vertx())) {
      metrics.bindTo(other);
      assertThat(other.getMeters()).isNotEmpty();
    }
    assertThat(other.getMeters()).isEmpty();
    assertThat(registry.getMeters()).isNotEmpty();
  }

  @Test
  void shouldPublishWhatTheDashboardAsksFor() throws IOException {
    Path file = Path.of(System.getProperty("basedir", "."), "conf", "grafana-dashboard.json");
    Set<String> asked =
        METRIC
            .matcher(Files.readString(file))
            .results()
            .map(match -> match.group())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(asked).hasSizeGreaterThan(15);
    String name = UUID.randomUUID().toString();
    MicrometerMetricsOptions metrics =
        new MicrometerMetricsOptions()
            .setRegistryName(name)
            .setPrometheusOptions(new VertxPrometheusOptions().setEnabled(true))
            .setEnabled(true);
    Vertx vertx = Vertx.builder().with(new VertxOptions().setMetricsOptions(metrics)).build();
    try {
      var prometheus = (PrometheusMeterRegistry) BackendRegistries.getNow(name);
      new ZmqMetrics(vertx).bindTo(prometheus);
      JsonObject bridge = new JsonObject().put("name", "edge").put("bind", "tcp://127.0.0.1:*");
      Node.await(
          vertx.deployVerticle(
              new ZmqVerticle(
                  new ZmqOptions(
                      new JsonObject()
                          .put("sockets", new JsonArray().add(socket("worker", "pull")))
                          .put("bridges", new JsonArray().add(bridge))))));

      assertThat(
              METRIC
                  .matcher(prometheus.scrape())
                  .results()
                  .map(match -> match.group())
                  .collect(Collectors.toSet()))
          .containsAll(asked);
    } finally {
      Node.await(vertx.close());
    }
  }
}
