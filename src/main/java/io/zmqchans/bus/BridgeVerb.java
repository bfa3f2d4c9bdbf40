// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

/** What a client of a bridge may ask for. Stateless; for the desk's context. */
interface BridgeVerb {
  /** How many frames follow it. */
  int arguments();

  /** Does it, or throws what the client is told as an error. */
  void run(BridgeCall call);
}
