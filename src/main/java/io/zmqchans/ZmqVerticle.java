// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.shareddata.LocalMap;
import io.zmqchans.bus.Hub;
import io.zmqchans.loop.PollLoop;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * ZeroMQ sockets as event-bus addresses. It owns one ZeroMQ context, one worker thread named after
 * it, and any number of sockets; every call on these is made on that thread. Deploy it with {@code
 * new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)}; with an event loop it behaves
 * the same.
 */
public class ZmqVerticle extends VerticleBase {
  private final ZmqOptions given;
  private ZmqOptions options;
  private WorkerExecutor executor;
  private PollLoop loop;
  private Hub hub;
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
    loop = new PollLoop(options.getName(), options.getIoThreads());
    hub = new Hub(vertx, context, options, loop);
    ended = executor.executeBlocking(loop::run, false);
    ended.onFailure(this::died);
    return hub.start().recover(e -> shutDown(0).transform(down -> Future.failedFuture(e)));
  }

  /**
   * Refuses new work, sends what was accepted for at most {@code closeTimeout}, and closes
   * everything.
   *
   * @return complete within {@code closeTimeout} + 2 s
   */
  @Override
  public Future<?> stop() {
    return shutDown(options.getCloseTimeout());
  }

  private Future<Void> shutDown(long timeoutMillis) {
    return hub.stop()
        .onComplete(unregistered -> loop.stop(timeoutMillis))
        .transform(stopping -> ended)
        .onComplete(
            closed -> {
              hub.ended();
              releaseName();
            })
        .eventually(executor::close)
        .mapEmpty();
  }

  /** A bug, or no memory: whoever deployed this is told as for any exception nobody caught. */
  private void died(Throwable cause) {
    hub.ended();
    throw new IllegalStateException(
        "the loop of '" + options.getName() + "' died and its sockets are closed: " + cause, cause);
  }

  private void checkInstances() {
    for (SocketOptions each : options.getSockets()) {
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
