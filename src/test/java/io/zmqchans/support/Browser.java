// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A page in a headless browser; for one test's thread. If the browser breaks down another one goes
 * to the same address.
 */
public final class Browser implements AutoCloseable {
  private static final int MAX_BREAKDOWNS = 4;

  private final Path folder;
  private final int width;
  private final int height;
  private Chromium chromium;
  private int breakdowns;
  private String url = "about:blank";

  private Browser(Path folder, int width, int height) {
    this.folder = folder;
    this.width = width;
    this.height = height;
  }

  /** Opens an empty page; the folder is for what it keeps. */
  public static Browser start(Path folder, int width, int height) {
    return new Browser(folder, width, height);
  }

  /** Skips the test where there is none, or fails it with zmqchans.interop=required. */
  public static void assumeAvailable() {
    String missing = "no chromium (Debian: chromium)";
    if (System.getProperty("zmqchans.interop", "").equals("required")) {
      Assertions.assertNotNull(Chromium.binary(), missing);
    }
    Assumptions.assumeTrue(Chromium.binary() != null, missing);
  }

  private JsonObject call(String method, JsonObject parameters) {
    while (true) {
      try {
        if (chromium == null) {
          chromium = Chromium.start(folder.resolve("profile" + breakdowns), width, height);
          chromium.call("Page.navigate", new JsonObject().put("url", url));
        }
        return chromium.call(method, parameters);
      } catch (Chromium.Broken e) {
        close();
        if (++breakdowns > MAX_BREAKDOWNS) {
          throw e;
        }
      }
    }
  }

  /** Goes to an address. */
  public void open(String url) {
    this.url = url;
    call("Page.navigate", new JsonObject().put("url", url));
  }

  /** The value of a JavaScript expression, as a string. */
  public String evaluate(String expression) {
    JsonObject parameters =
        new JsonObject().put("expression", "String(" + expression + ")").put("returnByValue", true);
    return call("Runtime.evaluate", parameters).getJsonObject("result").getString("value");
  }

  /** Returns when the page's text has this in it. */
  public void awaitText(String text) {
    Eventually.until(
        () -> "'" + text + "' in " + text(), () -> text() != null && text().contains(text));
  }

  public String text() {
    return evaluate("document.body && document.body.innerText");
  }

  /** What is seen, as a PNG. */
  public byte[] screenshot() {
    JsonObject parameters = new JsonObject().put("format", "png");
    return Base64.getDecoder().decode(call("Page.captureScreenshot", parameters).getString("data"));
  }

  @Override
  public void close() {
    if (chromium != null) {
      chromium.close();
      chromium = null;
    }
  }
}
