// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;

/**
 * Notices that a socket moves nothing though it has something to move: no consumer takes what was
 * received, or no peer what was accepted. {@link #look} is for the hub's context, the rest for any
 * thread.
 */
final class Standstill {
  private long moved = -1;
  private volatile boolean standing;
  private volatile long since = System.nanoTime();

  /** Every now and then. */
  void look(JsonObject stats) {
    long now = stats.getLong("delivered") + stats.getLong("sent");
    standing = now == moved && (stats.getBoolean("paused") || stats.getLong("pending") > 0);
    if (!standing) {
      since = System.nanoTime();
    }
    moved = now;
  }

  /** For how long; 0 if it moves. */
  long millis() {
    return standing ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since) : 0;
  }
}
