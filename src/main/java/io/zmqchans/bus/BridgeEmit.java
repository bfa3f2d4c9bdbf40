// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.zmqchans.ZmqBridgeEvent;

/** {@code send} and {@code publish}, {@code address, headers, body}: no answer but an error. */
record BridgeEmit(ZmqBridgeEvent.Type type, Way way) implements BridgeVerb {
  /** How the bus takes it. */
  interface Way {
    void emit(EventBus bus, String address, Object body, DeliveryOptions options);
  }

  @Override
  public int arguments() {
    return 3;
  }

  @Override
  public void run(BridgeCall call) {
    call.toBus(
        type,
        0,
        (event, options) -> way.emit(call.desk().bus(), event.address(), event.body(), options));
  }
}
