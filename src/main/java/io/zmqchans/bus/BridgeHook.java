// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.ReplyException;
import io.zmqchans.BridgeOptions;
import io.zmqchans.ZmqBridgeEvent;
import io.zmqchans.ZmqFailure;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Asks the handler of a bridge, if it has one. For the desk's context. A decision at once keeps the
 * order of a client's messages, a later one doesn't; of those no more than {@code maxOutstanding}
 * of a client are waited for, each for {@code replyTimeout}.
 */
final class BridgeHook {
  private final Context context;
  private final Handler<ZmqBridgeEvent> handler;
  private final int maxUndecided;
  private final int timeoutMillis;

  BridgeHook(Context context, BridgeOptions options) {
    this.context = context;
    this.handler = options.getHandler();
    this.maxUndecided = options.getMaxOutstanding();
    this.timeoutMillis = options.getReplyTimeout();
  }

  /** Whether there is one; it sees each message before the rules do. */
  boolean isThere() {
    return handler != null;
  }

  /** Calls one of these; what the first throws goes to the second. */
  void ask(BridgeClient client, BridgeEvent event, Runnable allowed, Consumer<Throwable> refused) {
    if (!isThere()) {
      run(allowed, refused);
      return;
    }
    tell(event);
    if (event.future().isComplete()) {
      decided(event.future(), allowed, refused);
    } else if (client.undecided() >= maxUndecided) {
      refused.accept(
          ZmqFailure.FULL.exception("maxOutstanding messages of the client aren't decided on"));
    } else {
      client.undecided(1);
      wait(event, () -> client.undecided(-1), allowed, refused);
    }
  }

  private void wait(
      BridgeEvent event, Runnable after, Runnable allowed, Consumer<Throwable> refused) {
    long timer =
        context
            .owner()
            .setTimer(
                timeoutMillis,
                id -> event.tryFail(ZmqFailure.TIMEOUT.exception("the bridge didn't decide")));
    event
        .future()
        .onComplete(
            decision -> {
              context.owner().cancelTimer(timer);
              try {
                context.runOnContext(
                    hopped -> {
                      after.run();
                      decided(decision, allowed, refused);
                    });
              } catch (RejectedExecutionException e) {
                // Vert.x is closed, and nobody left to tell.
              }
            });
  }

  /** Without a decision to be made. */
  void tell(BridgeEvent event) {
    if (handler != null) {
      try {
        handler.handle(event);
      } catch (Exception | LinkageError | AssertionError | StackOverflowError e) { // a user's code
        event.tryFail(e);
      }
    }
  }

  private static void decided(
      AsyncResult<Boolean> decision, Runnable allowed, Consumer<Throwable> refused) {
    if (decision.succeeded() && Boolean.TRUE.equals(decision.result())) {
      run(allowed, refused);
    } else {
      boolean told = decision.cause() instanceof ReplyException;
      refused.accept(
          told ? decision.cause() : ZmqFailure.WRONG_STATE.exception("the bridge refused it"));
    }
  }

  private static void run(Runnable allowed, Consumer<Throwable> refused) {
    try {
      allowed.run();
    } catch (RuntimeException e) { // a handler's body may be one that nothing carries
      refused.accept(e);
    }
  }
}
