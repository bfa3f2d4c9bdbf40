// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

/** Who is told of a socket's connections. Called on the loop thread only; must not throw. */
public interface Watcher {
  /**
   * Something happened to a connection or an endpoint.
   *
   * @param event libzmq's name of it without {@code ZMQ_EVENT_}, in lower case
   * @param endpoint ours, bound or connected
   * @param peer the other end as {@code tcp://ADDRESS:PORT}; null where JeroMQ doesn't tell
   * @param value an error's, a protocol's or a status number or a time in ms, as libzmq's monitor
   *     gives it; null where there is none
   */
  void happened(String event, String endpoint, String peer, Integer value);

  /** A connection was cut off, being one more than there may be. */
  void limited(String peer, int maxConnections);
}
