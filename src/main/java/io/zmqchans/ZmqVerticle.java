// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.logging.Logger;
import io.vertx.core.internal.logging.LoggerFactory;
import io.vertx.core.json.JsonObject;
import io.zmqchans.bus.Hop;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.zeromq.ZMQ;

/**
 * ZeroMQ sockets as event-bus addresses. It owns one ZeroMQ context, one worker thread named after
 * it, and any number of sockets; every call on these is made on that thread. Deploy it with {@code
 * new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)}; with an event loop it behaves
 * the same, as all but those calls is done on one anyway.
 */
public class ZmqVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(ZmqVerticle.class);

  private final ZmqOptions given;
  private ZmqOptions options;
  private Claim claim;
  private Turn turn;
  private volatile Engine engine;

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
   * Binds, connects, subscribes and registers everything. With {@code exclusive}, while another has
   * its turn, that is done later.
   *
   * @return complete when all of it is done, or it stands by; failed, with nothing left open, if
   *     any of it fails
   */
  @Override
  public Future<?> start() {
    try {
      options = given == null ? new ZmqOptions(config()) : given;
      options.validate();
      claim = new Claim(vertx, context, options);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
    if (options.getExclusive() != null) {
      turn = new Turn(vertx, options.getExclusive(), this::run);
    }
    return (turn == null ? run() : turn.start())
        .compose(there -> console())
        .onSuccess(done -> LOG.info(options.getName() + ": deployed"))
        .onFailure(e -> claim.release());
  }

  private Future<?> console() {
    JsonObject console = options.getConsole();
    return console == null
        ? Future.succeededFuture()
        : Consoles.deploy(vertx, options.getName(), console)
            .recover(e -> down().transform(done -> Future.failedFuture(e)));
  }

  private Future<Void> run() {
    Engine fresh = new Engine(vertx, context, options, this::died);
    engine = fresh;
    return fresh.start().recover(e -> halt(0).transform(down -> Future.failedFuture(e)));
  }

  /**
   * Refuses new work, sends what was accepted for at most {@code closeTimeout}, and closes
   * everything.
   *
   * @return complete within {@code closeTimeout} + 2 s
   */
  @Override
  public Future<?> stop() {
    return down().onComplete(done -> LOG.info(options.getName() + ": undeployed"));
  }

  private Future<Void> down() {
    Future<Void> started = turn == null ? Future.succeededFuture() : turn.stop();
    return started
        .transform(done -> halt(options.getCloseTimeout()))
        .onComplete(
            stopped -> {
              if (turn != null) {
                turn.end();
              }
              claim.release();
            });
  }

  private Future<Void> halt(long timeoutMillis) {
    Engine running = engine;
    return running == null
        ? Future.succeededFuture()
        : running.stop(timeoutMillis).onComplete(done -> engine = null);
  }

  private void died() {
    if (turn != null) {
      turn.end();
    }
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
    Engine running = engine;
    return running == null
        ? notDeployed()
        : running.hub().execute(socket, on -> function.apply(on.openSocket()));
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
    Engine running = engine;
    if (running == null) {
      return notDeployed();
    }
    try {
      options.validate("");
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
    Hop<JsonObject> adopted = new Hop<>(vertx.getOrCreateContext());
    try {
      running
          .context()
          .runOnContext(
              hopped ->
                  running
                      .hub()
                      .openAndDescribe(
                          options,
                          (checked, linger, own, watcher, mechanism) ->
                              running.loop().sockets().adopt(checked, socket, own, watcher))
                      .onComplete(adopted));
      return adopted.future();
    } catch (RejectedExecutionException e) { // Vert.x is closed
      return notDeployed();
    }
  }

  private static <T> Future<T> notDeployed() {
    return Future.failedFuture(
        ZmqFailure.CLOSED.exception("the verticle isn't deployed, or it stands by"));
  }
}
