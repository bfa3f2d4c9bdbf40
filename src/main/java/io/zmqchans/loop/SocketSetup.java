// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import org.zeromq.ZMQ.Socket;

/** What else a fresh socket needs before it binds or connects. Called on the loop thread. */
@FunctionalInterface
public interface SocketSetup {
  /** Sets options of the socket; must not block or keep it. */
  void apply(Socket socket);
}
