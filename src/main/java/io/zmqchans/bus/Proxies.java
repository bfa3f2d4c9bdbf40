// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The proxies of one verticle, by frontend. For the hub's context. */
final class Proxies {
  private record Running(Relay frontend, Relay backend, Proxy proxy, BusDelivery capture) {
    boolean has(Relay relay) {
      return frontend == relay || backend == relay;
    }
  }

  private final Hub hub;
  private final Opener opener;
  private final Map<String, Running> running = new HashMap<>();

  Proxies(Hub hub, Opener opener) {
    this.hub = hub;
    this.opener = opener;
  }

  /**
   * Starts one between two open sockets; a copy of each message is published at {@code capture}, if
   * not null.
   */
  Future<Void> start(String frontend, String backend, String capture) {
    Relay front = hub.relays().find(frontend);
    Relay back = hub.relays().find(backend);
    if (front == back) {
      throw ZmqFailure.BAD_COMMAND.exception(
          "a proxy is between two sockets, found '" + frontend + "' twice");
    }
    requireChannel(front);
    requireChannel(back);
    BusDelivery copies = capture == null ? null : opener.capture(capture, front, back);
    return hub.calls()
        .answer(() -> Proxy.start(front.socket(), back.socket(), new Tap(front, back, copies)))
        .onFailure(e -> forget(copies))
        .compose(
            proxy -> {
              running.put(frontend, new Running(front, back, proxy, copies));
              front.proxied(true);
              back.proxied(true);
              boolean open = hub.relays().all().containsAll(List.of(front, back));
              return open ? Future.succeededFuture() : stop(frontend); // closed meanwhile
            });
  }

  private static void requireChannel(Relay relay) {
    if (!relay.isChannel()) {
      throw ZmqFailure.WRONG_STATE.exception(
          relay
              .events()
              .sentence("is in mode rpc or a bridge; a proxy is between two of mode channel"));
    }
  }

  private void forget(BusDelivery capture) {
    if (capture != null) {
      opener.forget(capture);
    }
  }

  /** Starts a configured one. */
  Future<Void> start(JsonObject proxy) {
    return start(
        proxy.getString("frontend"), proxy.getString("backend"), proxy.getString("capture"));
  }

  /** The loop has ended, and with it every proxy. */
  void ended() {
    running.values().forEach(each -> forget(each.capture));
    running.clear();
  }

  /** Looks after copies on their way; called every now and then. */
  void check() {
    for (Running each : running.values()) {
      if (each.capture != null) {
        each.capture.check();
      }
    }
  }

  /** Stops the one with this frontend: the sockets have their addresses again. */
  Future<Void> stop(String frontend) {
    Running stopped = running.remove(frontend);
    if (stopped == null) {
      throw ZmqFailure.WRONG_STATE.exception(
          "'%s' isn't the frontend of a proxy; there are %s".formatted(frontend, running.keySet()));
    }
    return hub.calls()
        .answer(
            () -> {
              stopped.proxy.stop();
              return (Void) null;
            })
        .onSuccess(
            done -> {
              stopped.frontend.proxied(false);
              stopped.backend.proxied(false);
              forget(stopped.capture);
            });
  }

  /** Stops the one that this socket is in, if any. */
  Future<Void> stopWith(Relay relay) {
    for (Running each : List.copyOf(running.values())) {
      if (each.has(relay)) {
        return stop(each.frontend.name());
      }
    }
    return Future.succeededFuture();
  }

  private record Tap(Relay frontend, Relay backend, BusDelivery capture) implements Proxy.Tap {
    @Override
    public int demand() {
      return capture == null ? Integer.MAX_VALUE : capture.available();
    }

    @Override
    public void forwarded(LoopSocket from, ZmqMessage message) {
      of(from).out().passed();
      if (capture != null) {
        capture.deliver(message, null);
      }
    }

    @Override
    public void lost(LoopSocket at, String why) {
      of(at)
          .events()
          .report(
              Events.Kind.DROPPED, "a proxy could not send on: socket '" + at.name() + "' " + why);
    }

    @Override
    public void unreadable(LoopSocket from, String why) {
      of(from).events().report(Events.Kind.UNDECODABLE, why);
    }

    private Relay of(LoopSocket socket) {
      return socket == frontend.socket() ? frontend : backend;
    }
  }
}
