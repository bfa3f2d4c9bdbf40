// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.zmqchans.ZmqBatch;
import io.zmqchans.loop.PeerInfo;

/**
 * A way for bodies from one socket to the bus: a new delivery mode is a new one of these. For the
 * loop thread; the figures for any.
 */
interface Delivery {
  /** How many messages it takes now; after 0, whoever made it is told when to ask again. */
  int available();

  /** Takes a body of no more messages than are available; the sender may be null. */
  void deliver(Object body, PeerInfo sender);

  /** Nothing more comes for now: what was taken is to go. */
  default void flush() {}

  /** How many messages a body is. */
  static int count(Object body) {
    return body instanceof ZmqBatch batch ? batch.size() : 1;
  }

  /** The socket is closed: what isn't on the bus yet is lost. */
  void close();

  /** Looks after what is on its way; called every now and then, on the hub's context. */
  void check();

  /** Any thread. Messages that consumers took. */
  long delivered();

  /** Any thread. Messages that no consumer took yet. */
  long inFlight();

  /** Any thread. Messages delivered again. */
  long redelivered();

  /** Any thread. Whether the socket isn't read for now. */
  boolean isPaused();
}
