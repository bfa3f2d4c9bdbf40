// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqVerticle;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.Node;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console over HTTP, without a browser. */
class ConsoleTest {
  private final int port = Leaks.freePort();
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = vertx.createHttpClient();

  @AfterEach
  void close() {
    Node.await(vertx.close());
  }

  private String deploy() {
    JsonObject pull = Node.socket("pull", "pull").put("bind", "tcp://127.0.0.1:*");
    return Node.await(
        vertx.deployVerticle(
            new ZmqVerticle(),
            new DeploymentOptions()
                .setThreadingModel(ThreadingModel.WORKER)
                .setConfig(
                    new JsonObject()
                        .put("console", new JsonObject().put("port", port))
                        .put("sockets", new JsonArray().add(pull)))));
  }

  private record Answer(int status, String type, String policy, String body) {}

  private Answer ask(HttpMethod method, String path, String host) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(path)
            .putHeader("host", host + ":" + port);
    return Node.await(
        http.request(options)
            .compose(request -> request.send())
            .compose(
                response ->
                    response
                        .body()
                        .map(
                            body ->
                                new Answer(
                                    response.statusCode(),
                                    response.getHeader("content-type"),
                                    response.getHeader("content-security-policy"),
                                    body.toString()))));
  }

  private Answer get(String path) {
    return ask(HttpMethod.GET, path, "127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html, <title>zmqchans",
    "/console.js, text/javascript, EventSource",
    "/console.css, text/css, table",
    "/metrics, text/plain, 'zmqchans_received_messages_total{socket=\"pull\",type=\"pull\",verticle=\"zmq\"} 0'",
    "/health, application/json, '\"status\":\"UP\"'"
  })
  void shouldServe(String path, String type, String text) {
    deploy();

    Answer answer = get(path);

    assertThat(answer.status).isEqualTo(200);
    assertThat(answer.type).startsWith(type);
    assertThat(answer.policy).startsWith("default-src 'none'");
    assertThat(answer.body).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example"})
  void shouldRefuseOtherNames(String host) {
    deploy();

    assertThat(ask(HttpMethod.GET, "/metrics", host).status).isEqualTo(421);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "10.0.0.7"})
  void shouldTakeAddresses(String host) {
    deploy();

    assertThat(ask(HttpMethod.GET, "/metrics", host).status).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "HEAD"})
  void shouldOnlyBeRead(String method) {
    deploy();

    assertThat(ask(HttpMethod.valueOf(method), "/", "127.0.0.1").status).isEqualTo(405);
  }

  @Test
  void shouldServeNothingElse() {
    deploy();

    assertThat(get("/../console.html").status).isEqualTo(404);
    assertThat(get("/console.html").status).isEqualTo(404);
    assertThat(get("/io/zmqchans/service/console.js").status).isEqualTo(404);
  }

  @Test
  void shouldGoWithItsVerticle() {
    String deployment = deploy();
    Node.await(vertx.undeploy(deployment));

    assertThatThrownBy(() -> get("/")).hasMessageContaining("refused");
    deploy();
    assertThat(get("/").status).isEqualTo(200);
  }

  @Test
  void shouldFailTheDeploymentAndLeaveNothingIfItsPortIsTaken() throws IOException {
    Leaks leaks = new Leaks();
    try (ServerSocket taken = Leaks.listen(port)) {
      assertThat(taken.isBound()).isTrue();
      assertThatThrownBy(this::deploy)
          .hasMessageContaining("console: can't listen at 127.0.0.1, port " + port);
    }
    assertThat(vertx.deploymentIDs()).isEmpty();
    leaks.none(port);
    deploy();
  }
}
