// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

import java.util.function.Consumer;

/** Who decides on handshakes. Asked on the loop thread, which it must not block. */
public interface Gatekeeper {
  /** Gives one verdict, on any thread, at once or within a few seconds. */
  void ask(Handshake handshake, Consumer<Verdict> answer);
}
