// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import io.zmqchans.BridgeOptions;
import io.zmqchans.ZmqBridgeEvent;
import io.zmqchans.ZmqFailure;
import io.zmqchans.loop.Tally;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/**
 * Where a bridge serves its clients: their messages, registrations, requests and tokens. For its
 * context, which is the loop's own or, if there is a handler to be asked, the hub's; where it says
 * so for others, too.
 */
final class BridgeDesk {
  private final Context context;
  private final BridgeOptions options;
  private final Events events;
  private final Permitted inbound;
  private final Permitted outbound;
  private final BridgeHook hook;
  private final BridgeTokens tokens;
  private final Set<BridgeClient> clients = new LinkedHashSet<>();
  private final Tally delivered = new Tally();
  private final Tally farewells = new Tally();
  private final Tally clientCount = new Tally();
  private final Tally registrations = new Tally();
  private boolean closed;

  BridgeDesk(Context context, BridgeOptions options, Events events) {
    this.context = context;
    this.options = options;
    this.events = events;
    this.inbound = new Permitted(options.getInbound());
    this.outbound = new Permitted(options.getOutbound());
    this.hook = new BridgeHook(context, options);
    this.tokens = new BridgeTokens(context.owner(), options.getReplyTimeout());
  }

  EventBus bus() {
    return context.owner().eventBus();
  }

  BridgeOptions options() {
    return options;
  }

  String name() {
    return options.getName();
  }

  Events events() {
    return events;
  }

  /** What clients may send. */
  Permitted inbound() {
    return inbound;
  }

  /** What clients may receive. */
  Permitted outbound() {
    return outbound;
  }

  BridgeHook hook() {
    return hook;
  }

  BridgeTokens tokens() {
    return tokens;
  }

  /** Does what a client asks for, or answers why not. */
  void take(BridgeCall call) {
    BridgeClient client = call.client();
    client.sender(call.sender());
    if (clients.add(client)) {
      clientCount.add(1);
    }
    try {
      checkOpen();
      BridgeVerbs.run(call);
    } catch (RuntimeException e) {
      call.refuse(e);
    }
  }

  void checkOpen() {
    if (closed) {
      throw ZmqFailure.CLOSED.exception(events.sentence("is closed"));
    }
  }

  RuntimeException denied(String address) {
    return ZmqFailure.WRONG_STATE.exception("not permitted: " + address);
  }

  /** A message did what it was for. */
  void done() {
    delivered.add(1);
  }

  /** Loop thread. The socket told that a client is gone. */
  void farewell() {
    farewells.add(1);
  }

  /** So many more. */
  void registrations(int change) {
    registrations.add(change);
  }

  /** Counts and reports what isn't done. */
  void refused(BridgeCall call, Throwable failure) {
    ZmqFailure kind = ZmqFailure.of(failure);
    boolean malformed = kind == ZmqFailure.BAD_MESSAGE || kind == ZmqFailure.BAD_COMMAND;
    String why = "refused client " + call.client().name() + ": " + failure.getMessage();
    events.report(malformed ? Events.Kind.UNDECODABLE : Events.Kind.REFUSED, events.sentence(why));
  }

  /** Counts and reports a request that failed, if that was its consumer's answer. */
  void rejected(Throwable failure) {
    events.reportRejection(1, failure);
  }

  /** Any thread. A request didn't reach the client that was to answer it. */
  void lost(String token, ZmqFailure failure) {
    ZmqFailure told = failure == ZmqFailure.UNROUTABLE ? ZmqFailure.REMOTE_FAILURE : failure;
    try {
      context.runOnContext(
          hopped -> tokens.fail(token, told, events.sentence("lost the request to a client")));
    } catch (RejectedExecutionException e) {
      // Vert.x is closed, and nobody left to tell.
    }
  }

  String isGone(BridgeClient client) {
    return events.sentence("has no client " + client.name() + " any more");
  }

  /** A client is gone, and all that it had. */
  void gone(BridgeClient client) {
    if (clients.remove(client)) {
      clientCount.add(-1);
      hook.tell(
          new BridgeEvent(
              ZmqBridgeEvent.Type.GONE,
              name(),
              client,
              null,
              MultiMap.caseInsensitiveMultiMap(),
              null));
    }
    registrations.add(-client.registrations().size());
    client.leave();
    tokens.failAll(client, ZmqFailure.REMOTE_FAILURE, isGone(client));
  }

  /** Takes every client off the bus, and answers what is owed; complete when every node knows. */
  Future<Void> close() {
    closed = true;
    String why = events.sentence("is closed");
    for (BridgeClient client : clients) {
      tokens.failAll(client, ZmqFailure.CLOSED, why);
      client.outstanding().forEach(call -> call.fail(ZmqFailure.CLOSED.exception(why), null));
      registrations.add(-client.registrations().size());
    }
    List<Future<Void>> left = clients.stream().map(BridgeClient::leave).toList();
    return Future.join(left).otherwiseEmpty().mapEmpty();
  }

  /** Any thread. */
  long delivered() {
    return delivered.get() + farewells.get();
  }

  /** Any thread. */
  void addTo(JsonObject stats) {
    stats.put("clients", clientCount.get()).put("registrations", registrations.get());
  }
}
