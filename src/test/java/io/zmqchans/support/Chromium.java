// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A headless Chromium with one page, driven by its DevTools protocol; for one test's thread. */
final class Chromium implements AutoCloseable {
  private static final String ANNOUNCED = "DevTools listening on ";
  private static final int ATTEMPTS = 5;
  private static final int SECONDS = 10;
  private static final int MAX_ANSWER = 16 << 20;
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-dev-shm-usage",
          "--hide-scrollbars",
          "--remote-debugging-port=0");

  private final Vertx vertx = Vertx.vertx();
  private final Process process;
  private WebSocket socket;
  private String session;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, Promise<JsonObject>> answers = new ConcurrentHashMap<>();

  /** It answers no more: on a busy machine it does so now and then, or ends. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Broken(Throwable cause) {
      super(cause);
    }
  }

  /** Opens an empty page; the folder is for what it keeps. */
  static Chromium start(Path folder, int width, int height) {
    Chromium chromium = new Chromium(folder, width, height);
    try {
      chromium.attach();
      return chromium;
    } catch (Broken e) {
      chromium.close();
      throw e;
    }
  }

  private Chromium(Path folder, int width, int height) {
    List<String> command = new ArrayList<>(List.of(binary().toString()));
    command.addAll(FLAGS);
    command.add("--user-data-dir=" + folder);
    command.add("--window-size=" + width + "," + height);
    command.add("about:blank");
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void attach() {
    try {
      socket = connect(address(), ATTEMPTS).await(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | RuntimeException e) {
      throw new Broken(e);
    }
    socket.textMessageHandler(this::answered);
    String target =
        call(null, "Target.createTarget", new JsonObject().put("url", "about:blank"))
            .getString("targetId");
    session =
        call(
                null,
                "Target.attachToTarget",
                new JsonObject().put("targetId", target).put("flatten", true))
            .getString("sessionId");
  }

  /** A Chromium that only just starts may hang up. */
  private Future<WebSocket> connect(String address, int attempts) {
    WebSocketClientOptions options = new WebSocketClientOptions();
    options.setMaxFrameSize(MAX_ANSWER).setMaxMessageSize(MAX_ANSWER);
    return vertx
        .createWebSocketClient(options)
        .connect(new WebSocketConnectOptions().setAbsoluteURI(address))
        .recover(e -> attempts > 1 ? connect(address, attempts - 1) : Future.failedFuture(e));
  }

  /** Null if there is none. */
  static Path binary() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .map(name -> Path.of("/usr/bin", name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  private String address() {
    List<String> said = new ArrayList<>();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    try {
      for (String line; (line = output.readLine()) != null; said.add(line)) {
        if (line.startsWith(ANNOUNCED)) {
          Thread rest = new Thread(() -> output.lines().forEach(each -> {}), "chromium-output");
          rest.setDaemon(true);
          rest.start();
          return line.substring(ANNOUNCED.length());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("chromium ended: " + said);
  }

  private void answered(String text) {
    JsonObject answer = new JsonObject(text);
    Promise<JsonObject> promise = answers.remove(answer.getInteger("id", 0));
    if (promise != null) {
      JsonObject result = answer.getJsonObject("result");
      promise.handle(result == null ? Future.failedFuture(text) : Future.succeededFuture(result));
    }
  }

  private JsonObject call(String session, String method, JsonObject parameters) {
    int id = ids.incrementAndGet();
    Promise<JsonObject> answer = Promise.promise();
    answers.put(id, answer);
    JsonObject request =
        new JsonObject().put("id", id).put("method", method).put("params", parameters);
    if (session != null) {
      request.put("sessionId", session);
    }
    Future<JsonObject> result =
        socket.writeTextMessage(request.encode()).compose(written -> answer.future());
    try {
      return result.await(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | RuntimeException e) {
      throw new Broken(e);
    }
  }

  /** The result of a method for the page. */
  JsonObject call(String method, JsonObject parameters) {
    return call(session, method, parameters);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    try {
      process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    Node.await(vertx.close());
  }
}
