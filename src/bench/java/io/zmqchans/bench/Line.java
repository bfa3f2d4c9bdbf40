// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import java.io.IOException;

/** A client's connection to a bridge, with bodies of 100 characters. For one thread. */
interface Line {
  String BODY = "x".repeat(100);

  /** Sends a message, which isn't answered. */
  void send(String address) throws IOException;

  /** Sends a request. */
  void ask(int id, String address) throws IOException;

  /** Returns when the bridge will have been told, if it has an answer to that. */
  void register(String address) throws IOException;

  /** Where the next message comes from: the request's id. What was sent has left before. */
  String next() throws IOException;
}
