// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.logging.Logger;
import io.vertx.core.internal.logging.LoggerFactory;
import io.vertx.core.shareddata.Lock;
import io.vertx.core.shareddata.SharedData;
import java.util.function.Supplier;

/**
 * The turn of one of those verticles of a cluster that have the same {@code exclusive}: who has the
 * cluster-wide lock of that name runs, the others try every now and then to get it. The cluster
 * releases it when its holder's node leaves or dies. For the verticle's context.
 */
final class Turn {
  private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

  /** Between two attempts to get the lock, and after one to run. */
  private static final long PAUSE_MILLIS = 500;

  /** How long an attempt waits: it occupies a worker thread of Vert.x meanwhile. */
  private static final long PATIENCE_MILLIS = 1;

  private static final Lock NONE = () -> {};

  private final Vertx vertx;
  private final String name;
  private final Supplier<Future<Void>> work;
  private Lock lock = NONE;
  private Future<Void> running = Future.succeededFuture();
  private boolean stopped;

  /** With what to do once it has its turn. */
  Turn(Vertx vertx, String name, Supplier<Future<Void>> work) {
    this.vertx = vertx;
    this.name = name;
    this.work = work;
  }

  /**
   * Runs, or stands by.
   *
   * @return failed if it was its turn and it could not run
   */
  Future<Void> start() {
    return acquire()
        .transform(
            got -> {
              if (got.succeeded()) {
                return run(got.result());
              }
              LOG.info("'" + name + "' stands by: " + got.cause().getMessage());
              later();
              return Future.succeededFuture();
            });
  }

  /**
   * The node's lock and the cluster's: a cluster's may be a thread's, and two verticles of one node
   * may use the same thread of Vert.x.
   */
  private Future<Lock> acquire() {
    SharedData data = vertx.sharedData();
    return data.getLocalLockWithTimeout("io.zmqchans.exclusive.node." + name, PATIENCE_MILLIS)
        .compose(
            own ->
                data.getLockWithTimeout("io.zmqchans.exclusive." + name, PATIENCE_MILLIS)
                    .onFailure(e -> own.release())
                    .map(
                        all ->
                            () -> {
                              all.release();
                              own.release();
                            }));
  }

  private Future<Void> run(Lock got) {
    if (stopped) {
      got.release();
      return Future.succeededFuture();
    }
    lock = got;
    running = work.get().onFailure(e -> end());
    return running;
  }

  private void later() {
    vertx.setTimer(PAUSE_MILLIS, id -> attempt());
  }

  /** Another may have better luck, so the lock isn't kept for the next attempt. */
  private void attempt() {
    if (stopped) {
      return;
    }
    acquire()
        .onFailure(e -> later())
        .onSuccess(
            got ->
                run(got)
                    .onSuccess(there -> LOG.info("'" + name + "' has taken over"))
                    .onFailure(
                        e -> {
                          LOG.warn("'" + name + "' can't take over yet", e);
                          later();
                        }));
  }

  /** It won't run any more; complete when it either runs or doesn't. */
  Future<Void> stop() {
    stopped = true;
    return running;
  }

  /** It is another's turn. */
  void end() {
    lock.release();
    lock = NONE;
  }
}
