// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.io.IOException;

/** What a relay does with its connections, until one of their ends is closed. */
interface Relaying {
  void run() throws IOException;

  /** Does it on a thread of its own, which doesn't keep the JVM. */
  static void start(String name, Relaying work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // An end was closed.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }
}
