// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.eventbus.DeliveryOptions;
import io.zmqchans.loop.PeerInfo;

/** A body on its way to consumers, and who sent it, or null. Any thread may use it. */
record Parcel(Object body, PeerInfo sender) {
  /** New options, with what is known of the sender in headers. */
  DeliveryOptions options() {
    return Outlet.options(sender);
  }
}
