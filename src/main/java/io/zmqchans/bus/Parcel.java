// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.eventbus.DeliveryOptions;

/** A body that is requested until somebody answers. For the loop thread. */
final class Parcel {
  final long number;
  final Object body;
  final int count;
  final DeliveryOptions options;
  int redeliveries;
  int attempts;
  boolean waiting; // for the next attempt

  Parcel(long number, Object body, DeliveryOptions options) {
    this.number = number;
    this.body = body;
    this.count = Delivery.count(body);
    this.options = options;
  }
}
