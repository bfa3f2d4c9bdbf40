// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.streams.WriteStream;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import java.util.concurrent.TimeUnit;

/**
 * A socket's {@code in} as a stream. Any thread may call it; answers come on the context of whoever
 * wrote.
 */
public final class Sink implements WriteStream<ZmqMessage> {
  private static final int DEFAULT_MAX = 100;
  private static final long TIMEOUT_MILLIS = TimeUnit.MINUTES.toMillis(5);

  private final Vertx vertx;
  private final String address;
  private final DeliveryOptions options = Outlet.options().setSendTimeout(TIMEOUT_MILLIS);
  private final Promise<Void> ended = Promise.promise();
  private int maximum = DEFAULT_MAX;
  private int unanswered;
  private boolean full;
  private boolean ending;
  private Handler<Void> drainHandler;
  private Handler<Throwable> exceptionHandler;

  /** Nothing happens before something is written. */
  public Sink(Vertx vertx, String address) {
    this.vertx = vertx;
    this.address = address;
  }

  @Override
  public Future<Void> write(ZmqMessage message) {
    synchronized (this) {
      if (ending) {
        return Future.failedFuture(ZmqFailure.WRONG_STATE.exception(address + " was ended"));
      }
      unanswered++;
      full |= unanswered >= maximum;
    }
    return vertx
        .eventBus()
        .request(address, message, options)
        .<Void>mapEmpty()
        .onComplete(answer -> answered(answer.cause()));
  }

  private void answered(Throwable failure) {
    Handler<Void> drained = null;
    Handler<Throwable> told;
    boolean over;
    synchronized (this) {
      told = exceptionHandler;
      unanswered--;
      if (full && unanswered <= maximum / 2) {
        full = false;
        drained = drainHandler;
      }
      over = ending && unanswered == 0;
    }
    if (failure != null && told != null) {
      told.handle(failure);
    }
    if (drained != null) {
      drained.handle(null);
    }
    if (over) {
      ended.tryComplete();
    }
  }

  @Override
  public Future<Void> end() {
    synchronized (this) {
      ending = true;
      if (unanswered == 0) {
        ended.tryComplete();
      }
    }
    return ended.future();
  }

  @Override
  public synchronized boolean writeQueueFull() {
    return full;
  }

  @Override
  public synchronized Sink setWriteQueueMaxSize(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("found " + maxSize + " messages; allowed is 1 or more");
    }
    maximum = maxSize;
    return this;
  }

  @Override
  public synchronized Sink drainHandler(Handler<Void> handler) {
    drainHandler = handler;
    return this;
  }

  @Override
  public synchronized Sink exceptionHandler(Handler<Throwable> handler) {
    exceptionHandler = handler;
    return this;
  }
}
