// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.MultiMap;
import io.vertx.core.Promise;

/**
 * Something that a client of a bridge asks for, or that is about to reach it: for the handler of
 * {@link BridgeOptions#setHandler}, which decides by {@link #complete(Object) complete(true)} or
 * {@code complete(false)}, then or later and on any thread. It is called on the verticle's context,
 * before the rules are asked, and may change headers and body until it has decided; a failure is a
 * no, and so is no decision within {@code replyTimeout}.
 */
public interface ZmqBridgeEvent extends Promise<Boolean> {
  /** What it is about. */
  enum Type {
    /** A client's message to one consumer. */
    SEND,
    /** A client's message to all consumers. */
    PUBLISH,
    /** A client's request. */
    REQUEST,
    /** A client's answer to a request that it was given. */
    REPLY,
    /** A client wants the messages of an address. */
    REGISTER,
    /** A client wants them no more. */
    UNREGISTER,
    /** A message of the bus, or the answer to a request of the client's, is about to reach it. */
    RECEIVE,
    /** A client is gone, and its registrations with it; there is nothing to decide. */
    GONE
  }

  /** {@return what it is about} */
  Type type();

  /** {@return the bridge's name} */
  String bridge();

  /** {@return which client: its routing id, in hexadecimal} */
  String clientId();

  /** {@return as whom the client was let in, or null if as nobody in particular} */
  String user();

  /** {@return the IP address of the client, or null if that isn't known} */
  String peer();

  /** {@return the address: of a reply that of the request; null for a client that is gone} */
  String address();

  /** {@return the headers, to be changed in place; empty where there are none} */
  MultiMap headers();

  /** {@return the body; null where there is none} */
  Object body();

  /**
   * Takes another body instead; it has no effect where there is none.
   *
   * @param body what the event bus takes
   */
  void setBody(Object body);
}
