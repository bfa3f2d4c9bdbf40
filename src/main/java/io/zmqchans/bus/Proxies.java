// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The proxies of one verticle, by frontend. For the verticle's context. */
final class Proxies {
  private record Running(Relay frontend, Relay backend, Proxy proxy) {
    boolean has(Relay relay) {
      return frontend == relay || backend == relay;
    }
  }

  private final Hub hub;
  private final EventBus bus;
  private final Map<String, Running> running = new HashMap<>();

  Proxies(Hub hub, EventBus bus) {
    this.hub = hub;
    this.bus = bus;
  }

  /**
   * Starts one between two open sockets; a copy of each message is published at {@code capture}, if
   * not null.
   */
  Future<Void> start(String frontend, String backend, String capture) {
    Relay front = hub.relay(frontend);
    Relay back = hub.relay(backend);
    if (front == back) {
      throw ZmqFailure.BAD_COMMAND.exception(
          "a proxy is between two sockets, found '" + frontend + "' twice");
    }
    return hub.onLoop(() -> Proxy.start(front.socket, back.socket, new Tap(front, back, capture)))
        .map(
            proxy -> {
              running.put(frontend, new Running(front, back, proxy));
              front.proxied(true);
              back.proxied(true);
              return null;
            });
  }

  /** Stops the one with this frontend: the sockets have their addresses again. */
  Future<Void> stop(String frontend) {
    Running stopped = running.remove(frontend);
    if (stopped == null) {
      throw ZmqFailure.WRONG_STATE.exception(
          "'%s' isn't the frontend of a proxy; there are %s".formatted(frontend, running.keySet()));
    }
    return hub.onLoop(
            () -> {
              stopped.proxy.stop();
              return (Void) null;
            })
        .onSuccess(
            done -> {
              stopped.frontend.proxied(false);
              stopped.backend.proxied(false);
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

  private final class Tap implements Proxy.Tap {
    private final Relay frontend;
    private final Relay backend;
    private final String capture;

    Tap(Relay frontend, Relay backend, String capture) {
      this.frontend = frontend;
      this.backend = backend;
      this.capture = capture;
    }

    @Override
    public void forwarded(LoopSocket from, ZmqMessage message) {
      of(from).out().passed();
      if (capture != null) {
        bus.publish(capture, message);
      }
    }

    @Override
    public void lost(LoopSocket at, String why) {
      of(at).lost("a proxy could not send on: socket '" + at.name() + "' " + why);
    }

    private Relay of(LoopSocket socket) {
      return socket == frontend.socket ? frontend : backend;
    }
  }
}
