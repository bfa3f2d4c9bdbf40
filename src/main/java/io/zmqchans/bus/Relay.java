// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.zmqchans.loop.LoopSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * One open socket with its addresses on the bus. For the verticle's context; {@link #stats()} and
 * what is final for any thread.
 */
final class Relay {
  final Addresses addresses;
  final LoopSocket socket;
  private final OutChannel out;
  private final InChannel in;
  private final Events events;
  private final LongAdder lost = new LongAdder();
  private final List<MessageConsumer<Object>> consumers = new ArrayList<>();

  Relay(Addresses addresses, LoopSocket socket, OutChannel out, InChannel in, Events events) {
    this.addresses = addresses;
    this.socket = socket;
    this.out = out;
    this.in = in;
    this.events = events;
  }

  String name() {
    return socket.name();
  }

  OutChannel out() {
    return out;
  }

  /** Whether a proxy has the socket now. */
  void proxied(boolean proxied) {
    if (in != null) {
      in.closeForProxy(proxied);
    }
  }

  /** Any thread. Counts and reports a message that is lost on its way out. */
  void lost(String why) {
    lost.increment();
    events.report(Events.Loss.DROPPED, why);
  }

  /** Takes part in the bus; complete when every node knows. */
  Future<Void> register(EventBus bus) {
    if (addresses.in() == null) {
      return Future.succeededFuture();
    }
    return add(bus.consumer(addresses.in(), in::handle));
  }

  Future<Void> add(MessageConsumer<Object> consumer) {
    consumers.add(consumer);
    return consumer.completion();
  }

  /** Takes no part any more; never fails. */
  Future<Void> unregister() {
    List<Future<Void>> gone = consumers.stream().map(MessageConsumer::unregister).toList();
    consumers.clear();
    return Future.join(gone).otherwiseEmpty().mapEmpty();
  }

  JsonObject describe() {
    JsonObject description =
        new JsonObject().put("name", name()).put("type", socket.kind().typeName());
    addresses.addTo(description);
    return description;
  }

  /** The figures of CONTRACT §7. */
  JsonObject stats() {
    return new JsonObject()
        .put("received", socket.received().get())
        .put("receivedBytes", socket.receivedBytes().get())
        .put("sent", socket.sent().get())
        .put("sentBytes", socket.sentBytes().get())
        .put("delivered", out == null ? 0 : out.delivered())
        .put("pending", in == null ? 0 : in.pending())
        .put("inFlight", out == null ? 0 : out.inFlight())
        .put("paused", out != null && out.isPaused())
        .put("dropped", lost.sum() + (out == null ? 0 : out.dropped()))
        .put("refused", in == null ? 0 : in.refused())
        .put("rejected", 0)
        .put("undecodable", out == null ? 0 : out.undecodable())
        .put("redelivered", 0)
        .put("peers", socket.peers().count());
  }
}
