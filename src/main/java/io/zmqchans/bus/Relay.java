// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.zmqchans.loop.LoopSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * One socket with its addresses on the bus. For the hub's context; what only reads is for any
 * thread.
 */
final class Relay implements Sight {
  private final Addresses addresses;
  private final Events events;
  private final Connections connections;
  private final Standstill standstill = new Standstill();
  private final List<MessageConsumer<Object>> consumers = new ArrayList<>();
  private Out out;
  private volatile LoopSocket socket;
  private In in;
  private Served taking;

  Relay(Addresses addresses, Events events) {
    this.addresses = addresses;
    this.events = events;
    this.connections = new Connections(events);
  }

  /** Before it is opened. */
  void out(Out channel) {
    out = channel;
  }

  /** On the loop thread, before anything is received. */
  void opened(LoopSocket opened, In channel) {
    in = channel;
    socket = opened;
  }

  Addresses addresses() {
    return addresses;
  }

  Events events() {
    return events;
  }

  Connections connections() {
    return connections;
  }

  /** Null if the type doesn't receive. */
  Out out() {
    return out;
  }

  LoopSocket socket() {
    return socket;
  }

  @Override
  public String name() {
    return socket.name();
  }

  /** Whether it is in mode channel, so that a proxy may have the socket. */
  boolean isChannel() {
    return !(out instanceof Rpc || out instanceof Bridge);
  }

  /** Whether a proxy has the socket now. */
  void proxied(boolean proxied) {
    if (in != null) {
      in.closeForProxy(proxied);
    }
  }

  /** Looks after what is on its way to consumers; called every now and then. */
  void check() {
    if (out != null) {
      out.check();
    }
    standstill.look(stats());
  }

  @Override
  public long stalledMillis() {
    return standstill.millis();
  }

  /** Takes part in the bus, where {@code in} is served; complete when every node knows. */
  Future<Void> register(EventBus bus, Context hub, Context serving) {
    if (in == null) {
      return Future.succeededFuture();
    }
    return new Served(hub, serving)
        .register(bus, addresses.in(), in::handle)
        .compose(
            served -> {
              taking = served;
              return served.completion();
            });
  }

  Future<Void> add(MessageConsumer<Object> consumer) {
    consumers.add(consumer);
    return consumer.completion();
  }

  /** Takes no part any more; never fails. */
  Future<Void> unregister() {
    List<Future<Void>> gone = new ArrayList<>();
    consumers.forEach(each -> gone.add(each.unregister()));
    consumers.clear();
    if (taking != null) {
      gone.add(taking.unregister());
    }
    if (out != null) {
      gone.add(out.leave());
    }
    return Future.join(gone).otherwiseEmpty().mapEmpty();
  }

  @Override
  public JsonObject describe() {
    JsonObject description =
        new JsonObject().put("name", name()).put("type", socket.kind().typeName());
    addresses.addTo(description);
    return description;
  }

  @Override
  public JsonObject stats() {
    JsonObject stats =
        new JsonObject()
            .put("received", socket.received().get())
            .put("receivedBytes", socket.receivedBytes().get())
            .put("sent", socket.sent().get())
            .put("sentBytes", socket.sentBytes().get())
            .put("delivered", out == null ? 0 : out.delivered())
            .put("pending", in == null ? 0 : in.pending())
            .put("inFlight", out == null ? 0 : out.inFlight())
            .put("paused", out != null && out.isPaused())
            .put("dropped", events.total(Events.Kind.DROPPED))
            .put("refused", events.total(Events.Kind.REFUSED))
            .put("rejected", events.total(Events.Kind.REJECTED))
            .put("undecodable", events.total(Events.Kind.UNDECODABLE))
            .put("redelivered", out == null ? 0 : out.redelivered())
            .put("peers", socket.peers().count());
    if (out != null) {
      out.addTo(stats);
    }
    return stats;
  }
}
