// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.zmqchans.ZmqFailure;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The requests of the bus that clients of a bridge are to answer, each by a token that nobody can
 * guess, that works once, in time, and for that client alone. For the desk's context. All have the
 * same time, so one timer is enough for all of them.
 */
final class BridgeTokens {
  private static final int TOKEN_BYTES = 16;

  private record Owed(BridgeClient client, Message<Object> request, long deadline) {}

  private final Vertx vertx;
  private final long timeoutMillis;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Owed> owed = new LinkedHashMap<>(); // in the order of their deadlines
  private boolean timing;

  BridgeTokens(Vertx vertx, long timeoutMillis) {
    this.vertx = vertx;
    this.timeoutMillis = timeoutMillis;
  }

  /** A new token for a request that this client is to answer. */
  String add(BridgeClient client, Message<Object> request) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = HexFormat.of().formatHex(bytes);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    owed.put(token, new Owed(client, request, deadline));
    client.tokens().add(token);
    setTimer();
    return token;
  }

  /** The request that this client was given this token with. */
  Message<Object> find(BridgeClient client, String token) {
    Owed found = owed.get(token);
    if (found == null || found.client != client) {
      throw ZmqFailure.WRONG_STATE.exception(
          "no request waits for an answer with this token: it was used, is too late, or another's");
    }
    return found.request;
  }

  /** The same, and the token is used up. */
  Message<Object> take(BridgeClient client, String token) {
    Message<Object> request = find(client, token);
    remove(token);
    return request;
  }

  private Owed remove(String token) {
    Owed found = owed.remove(token);
    if (found != null) {
      found.client.tokens().remove(token);
    }
    return found;
  }

  /** Fails the request, if it isn't answered yet. */
  void fail(String token, ZmqFailure failure, String why) {
    Owed found = remove(token);
    if (found != null) {
      found.request.fail(failure.code(), why);
    }
  }

  /** Fails all that this client owes. */
  void failAll(BridgeClient client, ZmqFailure failure, String why) {
    List.copyOf(client.tokens()).forEach(token -> fail(token, failure, why));
  }

  int size() {
    return owed.size();
  }

  private void setTimer() {
    if (!timing && !owed.isEmpty()) {
      timing = true;
      long left = TimeUnit.NANOSECONDS.toMillis(first().getValue().deadline - System.nanoTime());
      vertx.setTimer(Math.max(1, left + 1), id -> timer());
    }
  }

  private void timer() {
    timing = false;
    long now = System.nanoTime();
    while (!owed.isEmpty() && first().getValue().deadline - now <= 0) {
      String why = "the client did not answer within " + timeoutMillis + " ms";
      fail(first().getKey(), ZmqFailure.TIMEOUT, why);
    }
    setTimer();
  }

  private Map.Entry<String, Owed> first() {
    return owed.entrySet().iterator().next();
  }
}
