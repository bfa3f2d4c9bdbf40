// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Where a verticle does all that isn't the loop thread's: on an event loop, whatever it is deployed
 * on. A worker would cost each message on {@code in} twice as much, with its task, its locks and a
 * thread more to wake. Any thread may use it.
 *
 * @param verticle the verticle's own context
 * @param context the event loop's
 */
public record Home(Context verticle, Context context) {
  /** The verticle's own context if that is an event loop's, else a new one. */
  public static Home of(Vertx vertx, Context verticle) {
    return new Home(verticle, verticle.isEventLoopContext() ? verticle : eventLoop(vertx));
  }

  /** Vert.x gives one to each thread that isn't its own. */
  private static Context eventLoop(Vertx vertx) {
    return CompletableFuture.supplyAsync(
            vertx::getOrCreateContext, task -> new Thread(task, "zmqchans-home").start())
        .join();
  }

  /** Has something done there; its result, or what it throws, comes on the verticle's context. */
  public <T> Future<T> call(Supplier<Future<T>> work) {
    Hop<T> result = new Hop<>(verticle);
    context.runOnContext(
        there -> Future.succeededFuture().compose(now -> work.get()).onComplete(result));
    return result.future();
  }
}
