// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.zmqchans.ZmqFailure;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps a socket flooded with requests until its address is gone, and takes what arrives on another
 * address.
 */
public final class Flood {
  /** More than may be pending by default. */
  public static final int OVERFLOW = 1500;

  private final Vertx vertx;
  private final String in;
  private final Buffer body = Buffer.buffer(new byte[1000]);
  private final AtomicLong arrived = new AtomicLong();

  private Flood(Vertx vertx, String in) {
    this.vertx = vertx;
    this.in = in;
  }

  /** Starts at once, and ends by itself, so many requests being outstanding all the time. */
  public static Flood start(Vertx vertx, String in, String out, int outstanding) {
    Flood flood = new Flood(vertx, in);
    Node.await(
        vertx.eventBus().consumer(out, message -> flood.arrived.incrementAndGet()).completion());
    for (int i = 0; i < outstanding; i++) {
      flood.send();
    }
    return flood;
  }

  private void send() {
    vertx
        .eventBus()
        .request(in, body)
        .onSuccess(reply -> send())
        .onFailure(
            e -> {
              if (e instanceof ReplyException && ZmqFailure.of(e) == ZmqFailure.FULL) {
                vertx.setTimer(1, id -> send());
              }
            });
  }

  /** Waits until that many have arrived. */
  public void awaitArrivals(long count) {
    Eventually.until(
        () -> arrived + " of " + count + " have arrived", () -> arrived.get() >= count);
  }
}
