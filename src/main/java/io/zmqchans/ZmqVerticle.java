// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import io.vertx.core.shareddata.LocalMap;
import io.zmqchans.bus.Home;
import io.zmqchans.bus.Hop;
import io.zmqchans.bus.Hub;
import io.zmqchans.loop.PollLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.zeromq.ZMQ;

/**
 * ZeroMQ sockets as event-bus addresses. It owns one ZeroMQ context, one worker thread named after
 * it, and any number of sockets; every call on these is made on that thread. Deploy it with {@code
 * new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)}; with an event loop it behaves
 * the same, as all but those calls is done on one anyway.
 */
public class ZmqVerticle extends VerticleBase {
  private final ZmqOptions given;
  private ZmqOptions options;
  private WorkerExecutor executor;
  private PollLoop loop;
  private volatile Home home;
  private volatile Hub hub;
  private Future<Boolean> ended;

  /** Configured by the deployment's {@code config()}. */
  public ZmqVerticle() {
    given = null;
  }

  /**
   * Configured by these options.
   *
   * @param options a copy is taken at once
   */
  public ZmqVerticle(ZmqOptions options) {
    given = new ZmqOptions(options);
  }

  /**
   * Binds, connects, subscribes and registers everything.
   *
   * @return complete when all of it is done; failed, with nothing left open, if any of it fails
   */
  @Override
  public Future<?> start() {
    try {
      options = given == null ? new ZmqOptions(config()) : given;
      options.validate();
      checkInstances();
      claimName();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
    String threadName = options.getName() + "-loop-" + UUID.randomUUID();
    executor =
        vertx.createSharedWorkerExecutor(threadName, 1, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    loop =
        new PollLoop(
            options.getName(),
            options.getIoThreads(),
            options.getMaxConnections(),
            options.isSignalOrder());
    home = Home.of(vertx, context);
    hub = new Hub(vertx, home.context(), deploymentID(), options, loop);
    Hop<Boolean> end = new Hop<>(home.context());
    ended = end.future().onFailure(this::died);
    return home.call(
        () -> {
          executor.executeBlocking(() -> runLoop(end), false); // what it sends, it sends from home
          return hub.start().recover(e -> shutDown(0).transform(down -> Future.failedFuture(e)));
        });
  }

  /**
   * Refuses new work, sends what was accepted for at most {@code closeTimeout}, and closes
   * everything.
   *
   * @return complete within {@code closeTimeout} + 2 s
   */
  @Override
  public Future<?> stop() {
    return home.call(() -> shutDown(options.getCloseTimeout()));
  }

  /**
   * Has a function called with a socket, on the loop thread. It must not block, close the socket,
   * or keep it. Any thread of this process may call this.
   *
   * @param socket its name
   * @param function what to call
   * @return what the function returned, on the caller's context; failed by what it threw, or at
   *     once with {@link ZmqFailure#CLOSED} or {@link ZmqFailure#UNKNOWN_SOCKET}
   * @param <T> the function's result
   */
  public <T> Future<T> execute(String socket, Function<ZMQ.Socket, T> function) {
    return hub == null ? notDeployed() : hub.execute(socket, on -> function.apply(on.openSocket()));
  }

  /**
   * Takes over a ready-made socket, of whatever context; who gets in to it is its context's affair,
   * not that of {@code auth}. From now on only the loop thread may touch it, and the verticle
   * closes it. Any thread of this process may call this.
   *
   * @param options its name, type and addresses; endpoints and ZeroMQ options are added to what it
   *     has
   * @param socket not to be touched by anybody else any more
   * @return its name, type, addresses and endpoints, on the caller's context; if it fails the
   *     socket is still its owner's
   */
  public Future<JsonObject> adopt(SocketOptions options, ZMQ.Socket socket) {
    if (hub == null) {
      return notDeployed();
    }
    try {
      options.validate("");
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
    Hop<JsonObject> adopted = new Hop<>(vertx.getOrCreateContext());
    try {
      home.context()
          .runOnContext(
              hopped ->
                  hub.openAndDescribe(
                          options,
                          (checked, linger, own, watcher, mechanism) ->
                              loop.adopt(checked, socket, own, watcher))
                      .onComplete(adopted));
      return adopted.future();
    } catch (RejectedExecutionException e) { // Vert.x is closed
      return notDeployed();
    }
  }

  private static <T> Future<T> notDeployed() {
    return Future.failedFuture(ZmqFailure.CLOSED.exception("the verticle isn't deployed"));
  }

  private Future<Void> shutDown(long timeoutMillis) {
    return hub.stop()
        .onComplete(unregistered -> loop.stop(timeoutMillis))
        .transform(stopping -> ended.otherwiseEmpty())
        .onComplete(
            closed -> {
              hub.ended();
              releaseName();
            })
        .eventually(executor::close)
        .mapEmpty();
  }

  private Void runLoop(Hop<Boolean> end) {
    try {
      end.succeed(loop.run());
    } catch (Throwable e) {
      end.fail(e);
    }
    return null;
  }

  /** A bug, or no memory: whoever deployed this is told as of any exception nobody caught. */
  private void died(Throwable cause) {
    hub.died(cause);
    executor.close();
    String told = "the loop of '" + options.getName() + "' died, its sockets are closed: " + cause;
    context.runOnContext(
        thrown -> {
          throw new IllegalStateException(told, cause);
        });
  }

  private void checkInstances() {
    List<SocketOptions> all = new ArrayList<>(options.getSockets());
    options.getBridges().forEach(each -> all.add(each.toSocket()));
    for (SocketOptions each : all) {
      boolean binds =
          !each.getBind().isEmpty() || each.getAttach().stream().anyMatch(a -> a.startsWith("@"));
      if (binds && context.getInstanceCount() > 1) {
        throw new IllegalArgumentException(
            "socket '%s' binds an endpoint, and only one of %d instances can have that: deploy one"
                .formatted(each.getName(), context.getInstanceCount()));
      }
    }
  }

  /** Several instances of one deployment may share its name. */
  private void claimName() {
    String holder = names().putIfAbsent(options.getName(), deploymentID());
    if (holder != null && !holder.equals(deploymentID())) {
      throw new IllegalArgumentException(
          "name: '%s' is taken by another verticle of this Vertx, deployment %s"
              .formatted(options.getName(), holder));
    }
  }

  private void releaseName() {
    names().removeIfPresent(options.getName(), deploymentID());
  }

  private LocalMap<String, String> names() {
    return vertx.sharedData().getLocalMap("io.zmqchans.names");
  }
}
