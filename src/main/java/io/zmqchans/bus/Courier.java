// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What nodes with this module tell each other about messages on their way: which were taken, and
 * whether any are left. One for a clustered Vertx, as long as that lives. Any thread may call it.
 */
public final class Courier implements Shareable {
  private static final String EVERYBODY = "io.zmqchans.flow";
  private static final long TICK_MILLIS = 1000;
  private static final long PAUSE_MILLIS = 1;

  /** While nobody here waits for others, they are looked after so rarely, and forgotten. */
  private static final int IDLE_TICKS = 60;

  private final Vertx vertx;
  private final EventBus bus;
  private final Members members;
  private final Accounts accounts;
  private final Witness witness;
  private final Map<Long, ClusterDispatch> channels = new ConcurrentHashMap<>();
  private final Set<Runnable> watchers = ConcurrentHashMap.newKeySet();
  private final AtomicLong ids = new AtomicLong();
  private volatile Context context;
  private long ticks; // its context's

  private Courier(Vertx vertx) {
    this.vertx = vertx;
    this.bus = vertx.eventBus();
    this.members = new Members(bus);
    this.accounts = new Accounts(members.self(), this::soon, this::credit);
    this.witness = new Witness(vertx, accounts);
  }

  /** Makes a node of a cluster give credit to others; does nothing without a cluster. */
  public static void install(Vertx vertx) {
    if (vertx.isClustered()) {
      of(vertx);
    }
  }

  /** That of a clustered Vertx. */
  static Courier of(Vertx vertx) {
    LocalMap<String, Courier> all = vertx.sharedData().getLocalMap("io.zmqchans.courier");
    Courier fresh = new Courier(vertx);
    Courier there = all.putIfAbsent("courier", fresh);
    if (there != null) {
      return there;
    }
    fresh.bus.addInboundInterceptor(fresh.accounts);
    // On a thread without a context, since what is registered on a verticle's ends with that.
    new Thread(fresh::join, "zmqchans-courier").start();
    return fresh;
  }

  private void join() {
    context = vertx.getOrCreateContext();
    try {
      members
          .listen(EVERYBODY, this::handle)
          .onSuccess(there -> bus.publish(EVERYBODY, notice("hello").put("new", true)));
      context.runOnContext(on -> vertx.setPeriodic(TICK_MILLIS, id -> tick()));
    } catch (RejectedExecutionException | IllegalStateException e) {
      // Vert.x is closed.
    }
  }

  /** Not on a consumer's context, where it would wait behind that consumer's messages. */
  private void soon(Runnable work) {
    Context own = context;
    if (own == null) { // it only just begins
      vertx.setTimer(PAUSE_MILLIS, id -> work.run());
    } else {
      own.runOnContext(on -> vertx.setTimer(PAUSE_MILLIS, id -> work.run()));
    }
  }

  private JsonObject notice(String what) {
    return new JsonObject().put("what", what).put("node", members.self());
  }

  private void handle(JsonObject notice) {
    String node = notice.getString("node");
    long id = notice.getLong("channel", -1L);
    switch (notice.getString("what")) {
      case "hello" -> hello(node, notice.getBoolean("new", false));
      case "announce" -> accounts.announce(notice.getString("address"), node, id);
      case "settle" -> {
        members.add(node);
        witness.answer(node, notice, notice("settled"));
      }
      case "credit" ->
          tell(id, to -> to.credited(notice.getInteger("count"), notice.getLong("upTo")));
      case "settled" ->
          tell(id, to -> to.answered(node, notice.getLong("round"), Round.Answer.of(notice)));
      default -> {} // "ping": only whether it arrives matters
    }
  }

  private void hello(String node, boolean isNew) {
    members.add(node);
    if (isNew && !node.equals(members.self())) {
      bus.send(node, notice("hello"));
      channels.forEach((id, channel) -> announce(id, channel, node));
    }
  }

  private void tick() {
    accounts.tellLeft();
    accounts.forgetOld();
    if (!channels.isEmpty() || !watchers.isEmpty() || ++ticks % IDLE_TICKS == 0) {
      members.check(notice("ping"), this::gone);
      channels.forEach((id, channel) -> announce(id, channel, null));
    }
  }

  private void gone(String node) {
    channels.values().forEach(channel -> channel.gone(node));
    watchers.forEach(Runnable::run);
  }

  /** Has this called whenever a node with this module leaves or dies. */
  void watch(Runnable onGone) {
    watchers.add(onGone);
  }

  void unwatch(Runnable onGone) {
    watchers.remove(onGone);
  }

  /** Tells a node, or for null all, what to count for a channel, if that wants it. */
  void announce(long id, ClusterDispatch channel, String node) {
    if (!channel.needsAnnouncement()) {
      return;
    }
    JsonObject notice = notice("announce").put("channel", id).put("address", channel.address());
    if (node == null) {
      bus.publish(EVERYBODY, notice);
    } else {
      bus.send(node, notice);
    }
  }

  /** A channel that wants to know; returns its number. */
  long open(ClusterDispatch channel) {
    long id = ids.incrementAndGet();
    channels.put(id, channel);
    return id;
  }

  void close(long id) {
    channels.remove(id);
  }

  /** What a message of a channel carries so that whoever takes it can say so. */
  String tag(long channel) {
    return members.self() + "/" + channel + "/";
  }

  /** Asks every node whether anything up to now is left at its handlers of the address. */
  Round ask(long channel, String address, long number) {
    Round round = new Round(ids.incrementAndGet(), number, members.all());
    bus.publish(
        EVERYBODY,
        notice("settle").put("channel", channel).put("address", address).put("round", round.id()));
    return round;
  }

  private Future<Void> credit(Account account, long count, long upTo) {
    if (account.node().equals(members.self())) {
      tell(account.channel(), to -> to.credited((int) count, upTo));
      return Future.succeededFuture();
    }
    JsonObject notice = notice("credit").put("channel", account.channel());
    return bus.sender(account.node(), new DeliveryOptions())
        .write(notice.put("count", (int) count).put("upTo", upTo));
  }

  private void tell(long id, Consumer<ClusterDispatch> told) {
    ClusterDispatch channel = channels.get(id);
    if (channel != null) {
      told.accept(channel);
    }
  }
}
