// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.zmqchans.bus.Console;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the console, which not everybody has. For the verticle's context. */
final class Consoles {
  private Consoles() {}

  /** Deploys it as a child of the verticle, with which it goes. */
  static Future<String> deploy(Vertx vertx, String verticle, JsonObject options) {
    try {
      return ServiceLoader.load(Console.class, Console.class.getClassLoader())
          .findFirst()
          .map(found -> vertx.deployVerticle(found.of(verticle, options)))
          .orElseGet(() -> Future.failedFuture(new ClassNotFoundException("there is no console")))
          .recover(e -> Future.failedFuture(explain(options, e)));
    } catch (ServiceConfigurationError | LinkageError e) {
      return Future.failedFuture(explain(options, e));
    }
  }

  private static RuntimeException explain(JsonObject options, Throwable e) {
    return e instanceof Error || e instanceof ClassNotFoundException
        ? ZmqFailure.UNSUPPORTED.exception(
            "console: found %s; the page is in the service jar, vertx-zmqchans-*-all.jar, here is not all it takes: %s"
                .formatted(options.encode(), e))
        : new IllegalArgumentException(
            "console: can't listen at %s, port %d: %s"
                .formatted(options.getString("host"), options.getInteger("port"), e.getMessage()),
            e);
  }
}
