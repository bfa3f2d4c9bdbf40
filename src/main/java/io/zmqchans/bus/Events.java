// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

/**
 * What one socket reports on its {@code events} address. Any thread may call it. The first loss of
 * a kind is published at once, further ones together, at most once in {@link #PERIOD_MILLIS}:
 * reporting a flood isn't one.
 */
final class Events {
  static final long PERIOD_MILLIS = 200;

  enum Loss {
    DROPPED,
    REFUSED,
    REJECTED,
    UNDECODABLE,
    STALLED;

    final String event = name().toLowerCase(Locale.ROOT);
  }

  private static final class Tail {
    long total;
    long unreported;
    boolean quiet;
  }

  private final Vertx vertx;
  private final String address;
  private final String socket;
  private final Map<Loss, Tail> tails = new EnumMap<>(Loss.class);

  Events(Vertx vertx, String address, String socket) {
    this.vertx = vertx;
    this.address = address;
    this.socket = socket;
  }

  /** Counts a loss and sees to it that it is published, soon if not at once. */
  void report(Loss loss, String reason) {
    JsonObject event;
    synchronized (tails) {
      Tail tail = tails.computeIfAbsent(loss, none -> new Tail());
      tail.total++;
      tail.unreported++;
      if (tail.quiet) {
        return;
      }
      event = close(loss, tail, reason);
    }
    publish(event, loss, reason);
  }

  /** How often this has been reported. */
  long total(Loss loss) {
    synchronized (tails) {
      Tail tail = tails.get(loss);
      return tail == null ? 0 : tail.total;
    }
  }

  private void periodOver(Loss loss, String reason) {
    JsonObject event;
    synchronized (tails) {
      Tail tail = tails.get(loss);
      tail.quiet = false;
      if (tail.unreported == 0) {
        return;
      }
      event = close(loss, tail, reason);
    }
    publish(event, loss, reason);
  }

  private static JsonObject close(Loss loss, Tail tail, String reason) {
    tail.quiet = true;
    JsonObject event =
        new JsonObject()
            .put("event", loss.event)
            .put("count", tail.unreported)
            .put("total", tail.total)
            .put("reason", reason);
    tail.unreported = 0;
    return event;
  }

  private void publish(JsonObject event, Loss loss, String reason) {
    try {
      vertx.eventBus().publish(address, event.put("socket", socket));
      vertx.setTimer(PERIOD_MILLIS, id -> periodOver(loss, reason));
    } catch (IllegalStateException | RejectedExecutionException e) {
      // Vert.x is closing: there is nobody left to tell.
    }
  }
}
