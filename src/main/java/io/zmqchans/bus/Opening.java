// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.zmqchans.SocketOptions;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.Receiver;
import io.zmqchans.loop.SocketSetup;
import io.zmqchans.loop.Watcher;

/** How a socket comes to be, on the loop thread. */
public interface Opening {
  /** Opens it, or throws. */
  LoopSocket open(
      SocketOptions options,
      int lingerMillis,
      Receiver receiver,
      Watcher watcher,
      SocketSetup mechanism);

  /** The same; but it doesn't read until a proxy does. */
  default Opening forProxy() {
    return (options, lingerMillis, receiver, watcher, mechanism) -> {
      LoopSocket opened = open(options, lingerMillis, receiver, watcher, mechanism);
      opened.awaitProxy();
      return opened;
    };
  }
}
