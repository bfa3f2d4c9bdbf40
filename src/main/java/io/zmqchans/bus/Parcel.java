// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.eventbus.DeliveryOptions;

/** A body that is requested until somebody answers. For the loop thread. */
final class Parcel {
  /** On a body delivered again: how many times before. */
  private static final String REDELIVERY = "zmq-redelivery";

  final long number;
  final Object body;
  final int count;
  int attempts;
  boolean waiting; // for the next attempt
  private final DeliveryOptions options;

  Parcel(long number, Object body, DeliveryOptions options) {
    this.number = number;
    this.body = body;
    this.count = Delivery.count(body);
    this.options = options;
  }

  /** Begins the next attempt; returns what it is to be made with. */
  DeliveryOptions next() {
    int before = attempts++;
    return before == 0
        ? options
        : new DeliveryOptions(options).addHeader(REDELIVERY, Integer.toString(before));
  }
}
