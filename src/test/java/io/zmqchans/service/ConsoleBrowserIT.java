// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.service;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Browser;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The console as somebody sees it. */
class ConsoleBrowserIT extends RelayFixture {
  private static final String HOSTILE = "<img src=x onerror=\"document.title='owned'\">";
  private static final int KILOBYTES_200 = 200 * 1024;

  @TempDir(cleanup = CleanupMode.NEVER) // Chromium writes on for a moment
  Path folder;

  private final int port = Leaks.freePort();
  private Browser browser;

  @BeforeEach
  void open() {
    Browser.assumeAvailable();
    JsonArray sockets =
        new JsonArray()
            .add(socket("entry", "pull").put("bind", "tcp://127.0.0.1:*").put("out", "jobs"))
            .add(
                socket("exit", "push")
                    .put("bind", "tcp://127.0.0.1:*")
                    .put("in", "jobs")
                    .put("maxPending", 100))
            .add(socket("desk", "router").put("bind", "tcp://127.0.0.1:*").put("monitor", true))
            .add(socket("orders", "pull").put("bind", "tcp://127.0.0.1:*").put("format", "json"));
    JsonObject config =
        new JsonObject()
            .put("name", "shop")
            .put("console", new JsonObject().put("port", port))
            .put("sockets", sockets);
    node = Node.deploy(ThreadingModel.WORKER, config);
    browser = Browser.start(folder, 1400, 720);
    browser.open("http://127.0.0.1:" + port + "/");
    browser.awaitText("exit");
  }

  @AfterEach
  void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  private void peer(String name, String type, String of) {
    JsonObject options = socket(name, type).put("connect", node.endpoint(of));
    node.command(null, "open", "options", options);
  }

  @Test
  void shouldShowWhatGoesOn() throws IOException {
    assertThat(browser.evaluate("document.getElementById('state').textContent")).isEqualTo("up");
    peer("source", "push", "entry");
    peer("target", "pull", "exit");
    peer("guest", "dealer", "desk");
    peer("customer", "push", "orders");
    received("target");
    received("orders");
    long flood =
        node.vertx().setPeriodic(2, id -> node.vertx().eventBus().send("shop.source.in", "a job"));
    node.vertx().eventBus().send("shop.guest.in", "hello");
    node.send("customer", "{\"order\": 17}");
    node.send("customer", "no JSON");

    browser.awaitText("accepted"); // of the monitor
    browser.awaitText("undecodable");
    Eventually.until(
        () -> "a rate of " + rate("entry"), () -> rate("entry").matches("[1-9]\\d{2}"));
    browser.awaitText("stalled for"); // the desk's guest
    node.command("guest", "close");
    browser.awaitText("disconnected");
    Eventually.until(
        () -> "it is gone",
        () -> browser.text().contains("exit") && !browser.text().contains("guest"));
    Path shot = Path.of(System.getProperty("basedir", "."), "target", "console.png");
    Files.write(shot, browser.screenshot());
    node.vertx().cancelTimer(flood);

    assertThat(Files.size(shot)).isBetween(10_000L, (long) KILOBYTES_200);
  }

  private String rate(String socket) {
    return browser.evaluate(
        "[...document.querySelectorAll('#sockets tr')].find(each => each.cells[0].textContent === '%s')?.cells[4].textContent"
            .formatted(socket));
  }

  @Test
  void shouldShowWhatPeersSayAsText() {
    peer("customer", "push", "orders");
    node.send("customer", HOSTILE);
    node.vertx()
        .eventBus()
        .publish(
            "shop.orders.events",
            new JsonObject()
                .put("event", HOSTILE)
                .put("socket", HOSTILE)
                .put("</script>" + HOSTILE, new JsonObject().put("x", HOSTILE)));

    browser.awaitText("onerror=");

    assertThat(browser.evaluate("document.querySelectorAll('img').length")).isEqualTo("0");
    assertThat(browser.evaluate("document.title")).isEqualTo("shop – zmqchans");
    assertThat(
            browser.evaluate(
                "(() => { const made = document.createElement('script');"
                    + " made.textContent = 'document.title = \"owned\"'; document.body.append(made);"
                    + " return document.title; })()"))
        .as("the policy refuses scripts in the page")
        .isEqualTo("shop – zmqchans");
  }
}
