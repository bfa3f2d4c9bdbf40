// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.logging.Logger;
import io.vertx.core.internal.logging.LoggerFactory;
import io.vertx.core.json.JsonObject;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqMessageCodec;
import io.zmqchans.ZmqOptions;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.PollLoop;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * All sockets of one verticle, as the bus sees them. For one context, an event loop's, except where
 * it says otherwise; results come on that context.
 */
public final class Hub {
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

  private final Vertx vertx;
  private final String deployment;
  private final ZmqOptions options;
  private final PollLoop loop;
  private final Context loopContext;
  private final LoopCalls calls;
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
    this.deployment = deployment;
    this.options = options;
    this.loop = loop;
    this.loopContext = LoopContext.of(vertx, loop, context);
    this.calls = new LoopCalls(vertx, context, loop);
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

  /** Opens all that is configured, and registers every address. */
  public Future<Void> start() {
    ZmqMessageCodec.register(vertx);
    roster.add(this);
    Future<?> all = new Startup(options, loop, relays, proxies).openAll();
    checking = vertx.setPeriodic(Progress.TICK_MILLIS, id -> check());
    return all.compose(done -> control.register());
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
    return relays.look();
  }

  /** Any thread. Completes on the caller's context once the loop has got to it. */
  public Future<Void> ping() {
    return calls.answerCaller(() -> null);
  }

  /** Any thread. Whether its loop hasn't died. */
  public boolean isAlive() {
    return !dead;
  }

  /** Any thread. Whether JeroMQ's I/O threads are there. */
  public boolean hasIoThreads() {
    return !loop.isCrippled();
  }

  /** Any thread. */
  LoopCalls calls() {
    return calls;
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
    return relays.open(socket, opening).compose(relays::describe);
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
    return calls.answerCaller(() -> function.apply(on));
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
