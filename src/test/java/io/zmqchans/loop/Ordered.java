// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import org.zeromq.ZMQ.Socket;

/**
 * Peers made with bare JeroMQ that can be relied on to leave. Any thread may use it.
 *
 * <p>JeroMQ tells a socket that its connection is over, and then signals that. A reader that is
 * quick has closed the socket by then, the signal fails, and with it what was to come next: closing
 * the connection, which stays for ever.
 */
public final class Ordered {
  private Ordered() {}

  /** The socket, new, in a context with one I/O thread. */
  public static Socket signals(Socket fresh) {
    new SignalOrder(1).mend(fresh.base());
    return fresh;
  }
}
