// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import java.io.IOException;

/** A client's connection to a bridge, with bodies of 100 characters. For one thread at a time. */
interface Line {
  String SINK = "sink";
  String ECHO = "echo";
  String BODY = "x".repeat(100);

  /** Sends a message to {@link #SINK}, which isn't answered. */
  void send() throws IOException;

  /** Sends a request to {@link #ECHO}. */
  void ask(int id) throws IOException;

  /** The request whose answer comes next. What was sent has left before this waits. */
  int answered() throws IOException;
}
