// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.zmqchans.security.Gatekeeper;
import io.zmqchans.security.Handshake;
import io.zmqchans.security.Verdict;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Has a consumer on the bus decide on handshakes; whatever isn't a clear yes in time is a no. Any
 * thread may ask it.
 */
final class BusGatekeeper implements Gatekeeper {
  static final long TIMEOUT_MILLIS = 5000;

  /** As many as one socket has connections by default: a flood of handshakes isn't one here. */
  static final int MAX_ASKED = 1024;

  private final Vertx vertx;
  private final String address;
  private final DeliveryOptions options;
  private final AtomicInteger asked = new AtomicInteger();

  BusGatekeeper(Vertx vertx, String address, long timeoutMillis) {
    this.vertx = vertx;
    this.address = address;
    this.options = Outlet.options().setSendTimeout(timeoutMillis);
  }

  @Override
  public void ask(Handshake handshake, Consumer<Verdict> answer) {
    if (asked.incrementAndGet() > MAX_ASKED) {
      asked.decrementAndGet();
      answer.accept(Verdict.DENIED);
      return;
    }
    try {
      vertx
          .eventBus()
          .request(address, question(handshake), options)
          .onComplete(
              (reply, failure) -> {
                asked.decrementAndGet();
                answer.accept(failure == null ? verdict(handshake, reply) : Verdict.DENIED);
              });
    } catch (RuntimeException e) { // Vert.x is closing
      asked.decrementAndGet();
      throw e;
    }
  }

  private static JsonObject question(Handshake handshake) {
    JsonObject question =
        new JsonObject()
            .put("mechanism", handshake.mechanism())
            .put("domain", handshake.domain())
            .put("address", handshake.address());
    if (handshake.username() != null) {
      question.put("username", handshake.username()).put("password", handshake.password());
    } else if (handshake.key() != null) {
      question.put("key", handshake.key());
    }
    return question;
  }

  /** {@code {"allow": true, "userId"?}}; without one PLAIN's user is whom it says it is. */
  private static Verdict verdict(Handshake handshake, Message<Object> reply) {
    if (!(reply.body() instanceof JsonObject body)
        || !Boolean.TRUE.equals(body.getValue("allow"))) {
      return Verdict.DENIED;
    }
    String byDefault = handshake.username() == null ? "" : handshake.username();
    Object userId = body.getValue("userId");
    if (userId != null && !(userId instanceof String)) {
      return Verdict.DENIED;
    }
    return new Verdict(true, userId == null ? byDefault : (String) userId);
  }
}
