// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.zmqchans.loop.Receiver;

/** A socket's way to the bus. For the loop thread; the figures for any. */
interface Out extends Receiver {
  /** A message that a proxy takes instead. */
  void passed();

  /** The socket is closed. */
  void close();

  /** Hub's context. Looks after what is on its way; called every now and then. */
  void check();

  /** Verticle's context. Takes no part in the bus any more; complete when every node knows. */
  default Future<Void> leave() {
    return Future.succeededFuture();
  }

  /** Any thread. Puts figures that only it has. */
  default void addTo(JsonObject stats) {
    // Most have none.
  }

  /** Any thread. Messages that were taken. */
  long delivered();

  /** Any thread. Messages that nobody took yet. */
  long inFlight();

  /** Any thread. Messages delivered again. */
  long redelivered();

  /** Any thread. Whether the socket isn't read for now. */
  boolean isPaused();
}
