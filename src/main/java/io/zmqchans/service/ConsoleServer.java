// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.service;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.internal.logging.Logger;
import io.vertx.core.internal.logging.LoggerFactory;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.zmqchans.ZmqHealth;
import io.zmqchans.ZmqMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * The live page of one verticle, the figures for Prometheus and the health of all verticles of this
 * Vertx, over HTTP. Nothing can be changed through it. For its own context, an event loop's.
 */
final class ConsoleServer extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
  private static final Map<String, String> FILES =
      Map.of(
          "/", "console.html",
          "/console.js", "console.js",
          "/console.css", "console.css");
  private static final Map<String, String> TYPES =
      Map.of("html", "text/html", "js", "text/javascript", "css", "text/css");

  private final String verticle;
  private final JsonObject options;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private ZmqMetrics metrics;
  private HealthChecks health;
  private LiveFeed feed;

  ConsoleServer(String verticle, JsonObject options) {
    this.verticle = verticle;
    this.options = options;
  }

  @Override
  public Future<?> start() {
    String host = options.getString("host");
    metrics = new ZmqMetrics(vertx);
    metrics.bindTo(registry);
    health = HealthChecks.create(vertx).register("zmq", ZmqHealth.procedure(vertx));
    feed = new LiveFeed(vertx, context, verticle);
    Router router = Router.router(vertx);
    router.route().handler(new Guard(host));
    router.get("/metrics").handler(this::metrics);
    router.get("/health").handler(this::health);
    router.get("/live").handler(request -> feed.add(request.response()));
    return vertx
        .executeBlocking(() -> files(router))
        .compose(
            there ->
                vertx
                    .createHttpServer()
                    .requestHandler(router)
                    .listen(options.getInteger("port"), host))
        .onSuccess(this::listening)
        .onFailure(e -> close());
  }

  /** Reads them once; they are small. */
  private static Router files(Router router) throws IOException {
    for (Map.Entry<String, String> each : FILES.entrySet()) {
      String file = each.getValue();
      try (InputStream in = ConsoleServer.class.getResourceAsStream(file)) {
        Buffer content = Buffer.buffer(in.readAllBytes());
        String type = TYPES.get(file.substring(file.indexOf('.') + 1)) + "; charset=utf-8";
        router
            .get(each.getKey())
            .handler(request -> request.response().putHeader("content-type", type).end(content));
      }
    }
    return router;
  }

  private void listening(HttpServer server) {
    String host = options.getString("host");
    String shown = host.contains(":") ? "[" + host + "]" : host;
    LOG.info(verticle + ": console at http://" + shown + ":" + server.actualPort() + "/");
  }

  private void metrics(RoutingContext request) {
    vertx
        .executeBlocking(registry::scrape, false)
        .onSuccess(
            text ->
                request
                    .response()
                    .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                    .end(text))
        .onFailure(request::fail);
  }

  private void health(RoutingContext request) {
    health
        .checkStatus()
        .onSuccess(
            result ->
                request
                    .response()
                    .setStatusCode(CheckResult.isUp(result) ? 200 : 503)
                    .putHeader("content-type", "application/json")
                    .end(result.toJson().encode()))
        .onFailure(request::fail);
  }

  @Override
  public Future<?> stop() {
    close();
    return Future.succeededFuture();
  }

  private void close() {
    feed.close();
    metrics.close();
    registry.close();
  }
}
