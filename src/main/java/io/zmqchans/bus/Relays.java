// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.CompositeFuture;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.logging.Logger;
import io.vertx.core.internal.logging.LoggerFactory;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.BridgeOptions;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import io.zmqchans.loop.PollLoop;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * The open sockets of a hub: how they come on the bus, and how they go. For the hub's context,
 * except where it says otherwise.
 */
final class Relays {
  private static final Logger LOG = LoggerFactory.getLogger(Relays.class);

  private final Hub hub;
  private final Vertx vertx;
  private final Context context;
  private final PollLoop loop;
  private final Opener opener;
  private final Set<String> names = new HashSet<>();
  private final Map<String, Relay> relays = new ConcurrentSkipListMap<>();
  private final Map<String, Boolean> closed = Collections.synchronizedMap(new Newest<>());

  /** Any thread. */
  Relays(Hub hub, Vertx vertx, Context context, PollLoop loop, Opener opener) {
    this.hub = hub;
    this.vertx = vertx;
    this.context = context;
    this.loop = loop;
    this.opener = opener;
  }

  /** Any thread. */
  Collection<Relay> all() {
    return Collections.unmodifiableCollection(relays.values());
  }

  /**
   * Any thread. The open socket of this name, or a failure: {@link ZmqFailure#CLOSED} if it was
   * closed not so long ago, else {@link ZmqFailure#UNKNOWN_SOCKET}.
   */
  Relay find(String socket) {
    Relay relay = relays.get(socket);
    if (relay == null && closed.containsKey(socket)) {
      throw ZmqFailure.CLOSED.exception("socket '" + socket + "' is closed");
    } else if (relay == null) {
      throw ZmqFailure.UNKNOWN_SOCKET.exception(
          "%s has no socket '%s'; there are %s".formatted(hub.name(), socket, relays.keySet()));
    }
    return relay;
  }

  /** Any thread. What to know of each, and its figures; comes on any context. */
  Future<List<JsonObject>> look() {
    return Future.all(all().stream().map(this::look).toList()).map(CompositeFuture::list);
  }

  private Future<JsonObject> look(Relay relay) {
    return describe(relay)
        .otherwise(closed -> relay.describe().put("endpoints", new JsonArray()))
        .map(it -> it.put("stats", relay.stats()).put("stalledMillis", relay.stalledMillis()));
  }

  /** What to know of one that is open: its name, type, addresses and endpoints. */
  Future<JsonObject> describe(Relay relay) {
    return hub.calls()
        .answer(
            () ->
                relay.describe().put("endpoints", new JsonArray(relay.socket().endpoints().all())));
  }

  /** Opens a socket and registers its addresses; if that fails nothing of it stays. */
  Future<Relay> open(SocketOptions socket) {
    return open(socket, loop.sockets()::open);
  }

  /** The same in another way. */
  Future<Relay> open(SocketOptions given, Opening opening) {
    SocketOptions socket = new SocketOptions(given);
    return open(socket, () -> opener.make(socket), opening);
  }

  /** The same for a bridge. */
  Future<Relay> open(BridgeOptions bridge) {
    SocketOptions socket = bridge.toSocket();
    Context serving = bridge.getHandler() == null ? hub.loopContext() : context;
    return open(socket, () -> opener.make(serving, bridge, socket), loop.sockets()::open);
  }

  private Future<Relay> open(SocketOptions socket, Supplier<Relay> maker, Opening opening) {
    String name = socket.getName();
    if (!names.add(name)) {
      return Future.failedFuture(
          ZmqFailure.WRONG_STATE.exception("a socket '" + name + "' is open already"));
    }
    Relay relay = maker.get();
    Hosts hosts = hub.hosts();
    Entrance entrance = hub.entrance();
    return hosts
        .find(name, "bind", socket.getBind())
        .compose(found -> hosts.find(name, "connect", socket.getConnect()))
        .compose(found -> hosts.find(name, "attach", socket.getAttach()))
        .compose(found -> entrance.mechanism(socket))
        .compose(
            mechanism ->
                hub.calls()
                    .answer(
                        () -> {
                          entrance.open();
                          return opener.open(relay, socket, mechanism, opening);
                        }))
        .onFailure(e -> forget(name, relay))
        .compose(
            opened -> {
              relays.put(name, relay);
              return register(relay, socket.getEncoder() == null ? hub.loopContext() : context)
                  .recover(e -> close(relay).transform(done -> Future.failedFuture(e)));
            });
  }

  private Future<Relay> register(Relay relay, Context serving) {
    return relay
        .register(vertx.eventBus(), context, serving)
        .compose(done -> hub.control().register(relay))
        .onSuccess(done -> hub.roster().opened(hub, relay))
        .map(done -> relay);
  }

  private void forget(String name, Relay relay) {
    names.remove(name);
    opener.forget(relay);
  }

  /** Takes a socket's addresses off the bus, closes it, and refuses what was pending on it. */
  Future<Void> close(Relay relay) {
    relays.remove(relay.name());
    closed.put(relay.name(), true);
    hub.roster().closed(hub, relay);
    return hub.proxies()
        .stopWith(relay)
        .eventually(relay::unregister)
        .eventually(() -> hub.calls().answer(() -> opener.close(relay)))
        .onComplete(
            done -> {
              logClosed(relay);
              forget(relay.name(), relay);
            });
  }

  /** Takes all addresses off the bus. */
  Future<?> unregister() {
    Future<?> all = Future.succeededFuture();
    for (Relay relay : all()) {
      all = all.eventually(relay::unregister);
    }
    return all;
  }

  /** The loop has ended, and with it every socket. */
  void ended() {
    all().forEach(opener::forget);
  }

  void logClosed() {
    all().forEach(this::logClosed);
  }

  private void logClosed(Relay relay) {
    LOG.info(hub.name() + "." + relay.name() + ": closed");
  }
}
