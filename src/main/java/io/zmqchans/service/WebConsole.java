// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.service;

import io.vertx.core.Deployable;
import io.vertx.core.json.JsonObject;
import io.zmqchans.bus.Console;

/** The console as found by {@link java.util.ServiceLoader}. Any thread may call it. */
public final class WebConsole implements Console {
  /** For the service loader. */
  public WebConsole() {}

  @Override
  public Deployable of(String verticle, JsonObject options) {
    return new ConsoleServer(verticle, options);
  }
}
