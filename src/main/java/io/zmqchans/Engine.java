// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.zmqchans.bus.Home;
import io.zmqchans.bus.Hop;
import io.zmqchans.bus.Hub;
import io.zmqchans.loop.PollLoop;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * What runs while a verticle has its sockets: the loop, its one thread, and the hub. For the
 * verticle's context; what it returns may be used on any thread.
 */
final class Engine {
  private final Home home;
  private final String name;
  private final WorkerExecutor executor;
  private final PollLoop loop;
  private final Hub hub;
  private final Runnable onDeath;
  private Future<Boolean> ended;

  /** Nothing runs yet, but for the thread. */
  Engine(Vertx vertx, Context context, ZmqOptions options, Runnable onDeath) {
    this.home = Home.of(vertx, context);
    this.name = options.getName();
    this.onDeath = onDeath;
    this.executor =
        vertx.createSharedWorkerExecutor(
            name + "-loop-" + UUID.randomUUID(), 1, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    this.loop =
        new PollLoop(
            name, options.getIoThreads(), options.getMaxConnections(), options.isSignalOrder());
    this.hub = new Hub(vertx, home.context(), context.deploymentID(), options, loop);
  }

  Hub hub() {
    return hub;
  }

  /** The hub's. */
  Context context() {
    return home.context();
  }

  PollLoop loop() {
    return loop;
  }

  /** If it fails, it is to be stopped. */
  Future<Void> start() {
    Hop<Boolean> end = new Hop<>(home.context());
    ended = end.future().onFailure(this::died);
    return home.call(
        () -> {
          executor.executeBlocking(
              () -> {
                hub.dispatch(() -> runLoop(end));
                return null;
              },
              false);
          return hub.start();
        });
  }

  /** Sends what was accepted for at most that long, and closes everything. Never fails. */
  Future<Void> stop(long timeoutMillis) {
    return home.call(
        () ->
            hub.stop()
                .onComplete(unregistered -> loop.stop(timeoutMillis))
                .transform(stopping -> ended.otherwiseEmpty())
                .onComplete(
                    closed -> {
                      hub.ended();
                      hub.leave();
                    })
                .eventually(executor::close)
                .mapEmpty());
  }

  private void runLoop(Hop<Boolean> end) {
    try {
      end.succeed(loop.run());
    } catch (Throwable e) {
      end.fail(e);
    }
  }

  /** A bug, or no memory: whoever deployed this is told as of any exception nobody caught. */
  private void died(Throwable cause) {
    hub.died(cause);
    executor.close();
    String told = "the loop of '" + name + "' died, its sockets are closed: " + cause;
    home.verticle()
        .runOnContext(
            thrown -> {
              onDeath.run();
              throw new IllegalStateException(told, cause);
            });
  }
}
