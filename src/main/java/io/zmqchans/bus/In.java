// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.eventbus.Message;

/**
 * A socket's way from the bus. {@link #handle} is for one context, the loop's or with an encoder of
 * the user's the hub's, one call at a time; the figure for any thread.
 */
interface In {
  /** Takes what was sent to {@code in}, and answers it in time if an answer is wanted. */
  void handle(Message<Object> request);

  /** Hub's context. While the socket is in a proxy, which alone sends through it then. */
  void closeForProxy(boolean proxied);

  /** Any thread. Messages accepted that ZeroMQ doesn't have yet. */
  long pending();
}
