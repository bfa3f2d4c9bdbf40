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
import io.zmqchans.ZmqMessageCodec;
import io.zmqchans.ZmqOptions;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.LoopTask;
import io.zmqchans.loop.PollLoop;
import io.zmqchans.loop.Receiver;
import io.zmqchans.loop.SocketSetup;
import io.zmqchans.loop.Watcher;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * All sockets of one verticle, as the bus sees them. For one context, an event loop's, except where
 * it says otherwise; results come on that context.
 */
public final class Hub {
  /** How a socket comes to be, on the loop thread. */
  public interface Opening {
    /** Opens it, or throws. */
    LoopSocket open(
        SocketOptions options,
        int lingerMillis,
        Receiver receiver,
        Watcher watcher,
        SocketSetup mechanism);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

  private final Vertx vertx;
  private final Context context;
  private final String deployment;
  private final ZmqOptions options;
  private final PollLoop loop;
  private final Context loopContext;
  private final Entrance entrance;
  private final Proxies proxies;
  private final Hosts hosts;
  private final Control control;
  private final Roster roster;
  private final Relays relays;
  private volatile boolean dead;
  private long checking;

  /** Any thread. */
  public Hub(Vertx vertx, Context context, String deployment, ZmqOptions options, PollLoop loop) {
    this.vertx = vertx;
    this.context = context;
    this.deployment = deployment;
    this.options = options;
    this.loop = loop;
    this.loopContext = LoopContext.of(vertx, loop, context);
    Opener opener = new Opener(vertx, context, options, loop);
    this.relays = new Relays(this, vertx, context, loop, opener);
    this.hosts = new Hosts(vertx, InetAddress::getByName);
    this.entrance = new Entrance(vertx, loop, options.getAuth());
    this.proxies = new Proxies(this, opener);
    this.control = new Control(vertx.eventBus(), this, options.getControlScope());
    this.roster = Roster.of(vertx);
  }

  /**
   * Loop thread. Does something as the loop's own context: what it asks on the bus is answered on
   * the loop thread, without an event loop in between.
   *
   * @param work must not throw
   */
  public void dispatch(Runnable work) {
    LoopContext.dispatch(loopContext, work, Runnable::run);
  }

  /** Opens the configured sockets, one after the other, and registers every address. */
  public Future<Void> start() {
    ZmqMessageCodec.register(vertx);
    roster.add(this);
    Set<String> proxied = new HashSet<>();
    for (JsonObject each : options.getProxies()) {
      proxied.add(each.getString("frontend"));
      proxied.add(each.getString("backend"));
    }
    Future<?> all = Future.succeededFuture();
    for (SocketOptions each : options.getSockets()) {
      boolean waits = proxied.contains(each.getName());
      all =
          all.compose(done -> relays.open(each, waits ? this::openForProxy : loop.sockets()::open));
    }
    for (JsonObject each : options.getProxies()) {
      all = all.compose(done -> proxies.start(each));
    }
    for (BridgeOptions each : options.getBridges()) {
      all = all.compose(done -> relays.open(each));
    }
    checking = vertx.setPeriodic(Progress.TICK_MILLIS, id -> check());
    return all.compose(done -> control.register());
  }

  private LoopSocket openForProxy(
      SocketOptions socket,
      int lingerMillis,
      Receiver receiver,
      Watcher watcher,
      SocketSetup mechanism) {
    LoopSocket opened = loop.sockets().open(socket, lingerMillis, receiver, watcher, mechanism);
    opened.awaitProxy();
    return opened;
  }

  private void check() {
    relays.all().forEach(Relay::check);
    proxies.check();
  }

  /** Any thread. */
  public String name() {
    return options.getName();
  }

  /** Any thread. A context whose thread is the loop's, if there can be one. */
  Context loopContext() {
    return loopContext;
  }

  /** Any thread. To open and close sockets, too: on the hub's context. */
  Relays relays() {
    return relays;
  }

  /** Any thread. The open sockets. */
  public Collection<? extends Sight> sockets() {
    return relays.all();
  }

  /** Any thread. What to know of each open socket, and its figures; comes on any context. */
  public Future<List<JsonObject>> look() {
    return Future.all(relays.all().stream().map(this::look).toList()).map(CompositeFuture::list);
  }

  private Future<JsonObject> look(Relay relay) {
    return describe(relay)
        .otherwise(closed -> relay.describe().put("endpoints", new JsonArray()))
        .map(it -> it.put("stats", relay.stats()).put("stalledMillis", relay.stalledMillis()));
  }

  /** Any thread. Completes on the caller's context once the loop has got to it. */
  public Future<Void> ping() {
    Hop<Void> hop = new Hop<>(vertx.getOrCreateContext());
    loop.call(() -> null, hop);
    return hop.future();
  }

  /** Any thread. Whether its loop hasn't died. */
  public boolean isAlive() {
    return !dead;
  }

  /** Any thread. Whether JeroMQ's I/O threads are there. */
  public boolean hasIoThreads() {
    return !loop.isCrippled();
  }

  Hosts hosts() {
    return hosts;
  }

  Entrance entrance() {
    return entrance;
  }

  Control control() {
    return control;
  }

  Roster roster() {
    return roster;
  }

  Proxies proxies() {
    return proxies;
  }

  /** Opens a socket in this way and registers its addresses; then tells what to know of it. */
  public Future<JsonObject> openAndDescribe(SocketOptions socket, Opening opening) {
    return relays.open(socket, opening).compose(this::describe);
  }

  /** What to know of an open socket: its name, type, addresses and endpoints. */
  Future<JsonObject> describe(Relay relay) {
    return onLoop(
        () -> relay.describe().put("endpoints", new JsonArray(relay.socket().endpoints().all())));
  }

  /**
   * Any thread. Has a function called with a socket on the loop thread; the result comes on the
   * caller's context.
   */
  public <T> Future<T> execute(String socket, Function<LoopSocket, T> function) {
    LoopSocket on;
    try {
      on = relays.find(socket).socket();
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

  /** Completes when the loop has seen what was sent to any {@code in} so far. */
  Future<Void> settled() {
    return onLoop(() -> null);
  }

  /** Completes with the number of peers as soon as it is at least that; fails after that time. */
  Future<Integer> awaitPeers(Relay relay, int count, int timeoutMillis) {
    Hop<Integer> hop = new Hop<>(context);
    LoopSocket socket = relay.socket();
    loop.submit(LoopTask.of(() -> socket.peers().await(count, hop)));
    return hop.future()
        .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
        .recover(
            e -> {
              loop.submit(LoopTask.of(() -> socket.peers().forget(hop)));
              String late =
                  "socket '%s' had %d peers after %d ms, not %d"
                      .formatted(relay.name(), socket.peers().count(), timeoutMillis, count);
              return Future.failedFuture(
                  e instanceof TimeoutException ? ZmqFailure.TIMEOUT.exception(late) : e);
            });
  }

  /** Undeploys the verticle. */
  void undeploy() {
    vertx.undeploy(deployment);
  }

  /** Takes all addresses off the bus: no more work is accepted. Never fails. */
  public Future<Void> stop() {
    vertx.cancelTimer(checking);
    return control.unregister().eventually(relays::unregister).otherwiseEmpty().mapEmpty();
  }

  /** The loop died, and with it every socket. */
  public void died(Throwable cause) {
    dead = true;
    LOG.error(name() + ": died, and with it its sockets", cause);
    JsonObject reason = new JsonObject().put("reason", cause.toString());
    relays.all().forEach(relay -> relay.events().publish("died", reason));
    ended();
    roster.died();
  }

  /** The loop has ended, and with it every socket. */
  public void ended() {
    proxies.ended();
    relays.ended();
  }

  /** The verticle has no sockets any more, and nothing to look at. */
  public void leave() {
    relays.logClosed();
    roster.remove(this);
  }
}
