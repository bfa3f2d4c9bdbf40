// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.tracing.TracingPolicy;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessageCodec;
import io.zmqchans.ZmqOptions;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.LoopTask;
import io.zmqchans.loop.PollLoop;
import io.zmqchans.loop.Receiver;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * All sockets of one verticle, as the bus sees them. For the verticle's context, except where it
 * says otherwise; results come on that context.
 */
public final class Hub {
  private final Vertx vertx;
  private final Context context;
  private final ZmqOptions options;
  private final PollLoop loop;
  private final Deliveries deliveries;
  private final Control control;
  private final Proxies proxies;
  private final Set<String> names = new HashSet<>();
  private final Map<String, Relay> relays = new ConcurrentSkipListMap<>();
  private final Map<String, Boolean> closedNames = Collections.synchronizedMap(new Newest<>());

  /** Any thread. */
  public Hub(Vertx vertx, Context context, ZmqOptions options, PollLoop loop) {
    this.vertx = vertx;
    this.context = context;
    this.options = options;
    this.loop = loop;
    this.deliveries = new Deliveries(vertx.eventBus());
    this.proxies = new Proxies(this, vertx.eventBus());
    this.control = new Control(vertx.eventBus(), this, options.getControlScope());
  }

  /** Opens the configured sockets, one after the other, and registers every address. */
  public Future<Void> start() {
    ZmqMessageCodec.register(vertx);
    Set<String> proxied = new HashSet<>();
    for (JsonObject each : options.getProxies()) {
      proxied.add(each.getString("frontend"));
      proxied.add(each.getString("backend"));
    }
    Future<?> all = Future.succeededFuture();
    for (SocketOptions each : options.getSockets()) {
      Opening opening = proxied.contains(each.getName()) ? this::openForProxy : loop::open;
      all = all.compose(done -> open(each, opening));
    }
    for (JsonObject each : options.getProxies()) {
      all =
          all.compose(
              done ->
                  proxies.start(
                      each.getString("frontend"),
                      each.getString("backend"),
                      each.getString("capture")));
    }
    return all.compose(done -> control.register());
  }

  String name() {
    return options.getName();
  }

  /** Any thread. */
  Collection<Relay> relays() {
    return Collections.unmodifiableCollection(relays.values());
  }

  Proxies proxies() {
    return proxies;
  }

  /**
   * Any thread. The open socket of this name, or a failure: {@link ZmqFailure#CLOSED} if it was
   * closed not so long ago, else {@link ZmqFailure#UNKNOWN_SOCKET}.
   */
  Relay relay(String socket) {
    Relay relay = relays.get(socket);
    if (relay == null && closedNames.containsKey(socket)) {
      throw ZmqFailure.CLOSED.exception("socket '" + socket + "' is closed");
    } else if (relay == null) {
      throw ZmqFailure.UNKNOWN_SOCKET.exception(
          "%s has no socket '%s'; there are %s".formatted(name(), socket, relays.keySet()));
    }
    return relay;
  }

  /** Opens a socket and registers its addresses; if that fails nothing of it stays. */
  Future<Relay> open(SocketOptions given) {
    return open(given, loop::open);
  }

  /** How a socket comes to be, on the loop thread. */
  public interface Opening {
    /** Opens it, or throws. */
    LoopSocket open(SocketOptions options, int lingerMillis, Receiver receiver);
  }

  /** Opens a socket in this way and registers its addresses; then tells what to know of it. */
  public Future<JsonObject> openAndDescribe(SocketOptions socket, Opening opening) {
    return open(socket, opening).compose(this::describe);
  }

  private LoopSocket openForProxy(SocketOptions options, int lingerMillis, Receiver receiver) {
    LoopSocket opened = loop.open(options, lingerMillis, receiver);
    opened.awaitProxy();
    return opened;
  }

  private Future<Relay> open(SocketOptions given, Opening opening) {
    SocketOptions socket = new SocketOptions(given);
    if (!names.add(socket.getName())) {
      return Future.failedFuture(
          ZmqFailure.WRONG_STATE.exception("a socket '" + socket.getName() + "' is open already"));
    }
    Addresses addresses = Addresses.of(name(), socket);
    Events events = new Events(vertx, addresses.events(), socket.getName());
    OutChannel out = addresses.out() == null ? null : out(socket, addresses, events);
    return onLoop(() -> openOnLoop(opening, socket, out))
        .map(opened -> relay(socket, addresses, opened, out, events))
        .compose(
            relay ->
                register(relay).recover(e -> close(relay).transform(x -> Future.failedFuture(e))))
        .onFailure(
            e -> {
              names.remove(socket.getName());
              forget(addresses, out);
            });
  }

  private OutChannel out(SocketOptions socket, Addresses addresses, Events events) {
    DeliveryOptions delivery = new DeliveryOptions().setTracingPolicy(TracingPolicy.IGNORE);
    OutChannel out =
        new OutChannel(
            vertx, loop, events, socket, vertx.eventBus().sender(addresses.out(), delivery));
    deliveries.add(addresses.out(), out);
    return out;
  }

  private LoopSocket openOnLoop(Opening opening, SocketOptions socket, OutChannel out) {
    LoopSocket opened =
        opening.open(socket, options.getCloseTimeout(), out == null ? Receiver.NONE : out);
    if (out != null) {
      out.attach(opened);
    }
    return opened;
  }

  private Relay relay(
      SocketOptions socket, Addresses addresses, LoopSocket opened, OutChannel out, Events events) {
    InChannel in = addresses.in() == null ? null : new InChannel(loop, opened, events, socket);
    Relay relay = new Relay(addresses, opened, out, in, events);
    relays.put(relay.name(), relay);
    return relay;
  }

  private Future<Relay> register(Relay relay) {
    return relay.register(vertx.eventBus()).compose(done -> control.register(relay)).map(relay);
  }

  /** Takes a socket's addresses off the bus, closes it, and refuses what was pending on it. */
  Future<Void> close(Relay relay) {
    relays.remove(relay.name());
    closedNames.put(relay.name(), true);
    return proxies
        .stopWith(relay)
        .eventually(relay::unregister)
        .eventually(() -> onLoop(() -> closeOnLoop(relay)))
        .onComplete(
            closed -> {
              names.remove(relay.name());
              forget(relay.addresses, relay.out());
            });
  }

  private Void closeOnLoop(Relay relay) {
    loop.close(relay.socket, options.getCloseTimeout());
    if (relay.out() != null) {
      relay.out().close();
    }
    return null;
  }

  private void forget(Addresses addresses, OutChannel out) {
    if (out != null) {
      deliveries.remove(addresses.out(), out);
    }
  }

  /** What to know of an open socket: its name, type, addresses and endpoints. */
  Future<JsonObject> describe(Relay relay) {
    JsonObject description = relay.describe();
    return onLoop(
        () -> description.put("endpoints", new JsonArray(relay.socket.endpoints().all())));
  }

  /**
   * Any thread. Has a function called with a socket on the loop thread; the result comes on the
   * caller's context.
   */
  public <T> Future<T> execute(String socket, Function<LoopSocket, T> function) {
    LoopSocket on;
    try {
      on = relay(socket).socket;
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
    Hop<T> hop = new Hop<>(vertx.getOrCreateContext());
    loop.call(() -> function.apply(on), hop);
    return hop.future();
  }

  /** Any thread. Has a function called on the loop thread. */
  <T> Future<T> onLoop(Callable<T> function) {
    Hop<T> hop = new Hop<>(context);
    loop.call(function, hop);
    return hop.future();
  }

  /** Completes with the number of peers as soon as it is at least that; fails after that time. */
  Future<Integer> awaitPeers(Relay relay, int count, int timeoutMillis) {
    Hop<Integer> hop = new Hop<>(context);
    loop.submit(LoopTask.of(() -> relay.socket.peers().await(count, hop)));
    return hop.future()
        .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
        .recover(
            e -> {
              loop.submit(LoopTask.of(() -> relay.socket.peers().forget(hop)));
              return Future.failedFuture(
                  e instanceof TimeoutException
                      ? ZmqFailure.TIMEOUT.exception(
                          "socket '%s' had %d peers after %d ms, not %d"
                              .formatted(
                                  relay.name(), relay.socket.peers().count(), timeoutMillis, count))
                      : e);
            });
  }

  /** Undeploys the verticle. */
  void undeploy() {
    vertx.undeploy(context.deploymentID());
  }

  /** Takes all addresses off the bus: no more work is accepted. Never fails. */
  public Future<Void> stop() {
    Future<?> all = control.unregister();
    for (Relay relay : relays()) {
      all = all.eventually(relay::unregister);
    }
    return all.mapEmpty();
  }

  /** Any thread. The loop has ended, and with it every socket. */
  public void ended() {
    relays().forEach(relay -> forget(relay.addresses, relay.out()));
  }
}
