// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.zmqchans.ZmqFailure;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.LoopTask;
import io.zmqchans.loop.PollLoop;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Has functions called on the loop thread, and brings back what they return or throw. Any thread
 * may call it; results come on the hub's context, except where it says otherwise.
 */
final class LoopCalls {
  private final Vertx vertx;
  private final Context hub;
  private final PollLoop loop;

  LoopCalls(Vertx vertx, Context hub, PollLoop loop) {
    this.vertx = vertx;
    this.hub = hub;
    this.loop = loop;
  }

  <T> Future<T> answer(Callable<T> function) {
    return answer(function, hub);
  }

  /** The same; the result comes on the caller's context. */
  <T> Future<T> answerCaller(Callable<T> function) {
    return answer(function, vertx.getOrCreateContext());
  }

  private <T> Future<T> answer(Callable<T> function, Context context) {
    Hop<T> hop = new Hop<>(context);
    loop.call(function, hop);
    return hop.future();
  }

  /** Completes when the loop has seen what was sent to any {@code in} so far. */
  Future<Void> settled() {
    return answer(() -> null);
  }

  /** Completes with the number of peers as soon as it is at least that; fails after that time. */
  Future<Integer> awaitPeers(LoopSocket socket, int count, int timeoutMillis) {
    Hop<Integer> hop = new Hop<>(hub);
    loop.submit(LoopTask.of(() -> socket.peers().await(count, hop)));
    return hop.future()
        .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
        .recover(
            e -> {
              loop.submit(LoopTask.of(() -> socket.peers().forget(hop)));
              String late =
                  "socket '%s' had %d peers after %d ms, not %d"
                      .formatted(socket.name(), socket.peers().count(), timeoutMillis, count);
              return Future.failedFuture(
                  e instanceof TimeoutException ? ZmqFailure.TIMEOUT.exception(late) : e);
            });
  }
}
