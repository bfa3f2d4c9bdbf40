// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Completable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.RejectedExecutionException;

/**
 * A result that any thread may give, and whose future completes on a context: nothing of a user's
 * runs on the loop.
 */
public final class Hop<T> implements Completable<T> {
  private final Context context;
  private final Promise<T> promise = Promise.promise();

  /** A result for whoever runs on this context. */
  public Hop(Context context) {
    this.context = context;
  }

  @Override
  public void complete(T result, Throwable failure) {
    try {
      context.runOnContext(hopped -> settle(result, failure));
    } catch (RejectedExecutionException e) { // Vert.x is closed: no thread of the context is left
      settle(result, failure);
    }
  }

  private void settle(T result, Throwable failure) {
    if (failure == null) {
      promise.complete(result);
    } else {
      promise.fail(failure);
    }
  }

  public Future<T> future() {
    return promise.future();
  }
}
