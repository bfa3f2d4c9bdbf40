// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Event loops, each another one: those that a plain thread asks for would be the same. */
final class Contexts {
  private Contexts() {}

  static Context next(Vertx vertx) {
    CompletableFuture<Context> made = new CompletableFuture<>();
    vertx
        .deployVerticle(
            context -> {
              made.complete(context);
              return Future.succeededFuture();
            })
        .await();
    return made.join();
  }

  /** Registers something there. */
  static void register(Vertx vertx, Supplier<Future<?>> registration) {
    vertx.deployVerticle(context -> registration.get()).await();
  }
}
