// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Handler;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.EventBus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Sees each message that is about to reach a handler of this Vertx, and tells the channel it came
 * from. Any thread may call it. It is on the bus only while there is a channel, and costs other
 * traffic one look-up.
 */
final class Deliveries implements Handler<DeliveryContext<Object>> {
  private final EventBus bus;
  private final Map<String, List<BusDelivery>> channels = new ConcurrentHashMap<>();

  Deliveries(EventBus bus) {
    this.bus = bus;
  }

  /** Several channels may share an address. */
  synchronized void add(BusDelivery channel) {
    if (channels.isEmpty()) {
      bus.addInboundInterceptor(this);
    }
    channels.computeIfAbsent(channel.address(), none -> new CopyOnWriteArrayList<>()).add(channel);
  }

  synchronized void remove(BusDelivery channel) {
    List<BusDelivery> there = channels.get(channel.address());
    if (there != null && there.remove(channel) && there.isEmpty()) {
      channels.remove(channel.address());
      if (channels.isEmpty()) {
        bus.removeInboundInterceptor(this);
      }
    }
  }

  @Override
  public void handle(DeliveryContext<Object> delivery) {
    List<BusDelivery> there = channels.get(delivery.message().address());
    if (there != null && !(delivery.body() instanceof Probe)) {
      int count = Delivery.count(delivery.body());
      for (int i = 0; i < there.size() && count > 0; i++) {
        // Channels that share an address share what comes back, so their sum is right.
        count -= there.get(i).taken(delivery, count);
      }
    }
    delivery.next();
  }
}
