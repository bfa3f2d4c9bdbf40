// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.service;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.bus.Hub;
import io.zmqchans.bus.Roster;
import io.zmqchans.bus.Sight;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells browsers (by server-sent events) how one verticle's sockets are, every second, and what
 * they report on the event bus, as it happens. For its context, except where {@link Roster.Watcher}
 * says otherwise.
 *
 * <p>Peers decide how much happens and how much a browser reads, so of both there is a limit.
 */
final class LiveFeed implements Roster.Watcher {
  private static final long TICK_MILLIS = 1000;
  private static final int MAX_BROWSERS = 32;
  private static final int MAX_EVENTS_PER_TICK = 100;
  private static final int MAX_EVENT_LENGTH = 4096;
  private static final int REMEMBERED = 50;

  private final Vertx vertx;
  private final Context context;
  private final String verticle;
  private final Roster roster;
  private final Set<HttpServerResponse> browsers = new HashSet<>();
  private final Map<Sight, MessageConsumer<Object>> consumers = new HashMap<>();
  private final Deque<String> latest = new ArrayDeque<>();
  private final long ticking;
  private int eventsThisTick;
  private long unshown;

  LiveFeed(Vertx vertx, Context context, String verticle) {
    this.vertx = vertx;
    this.context = context;
    this.verticle = verticle;
    this.roster = Roster.of(vertx);
    this.ticking = vertx.setPeriodic(TICK_MILLIS, id -> tick());
    roster.watch(this);
  }

  /** A browser that is told from now on, first what was reported before. */
  void add(HttpServerResponse browser) {
    if (browsers.size() >= MAX_BROWSERS) {
      browser.setStatusCode(503).end("there are " + MAX_BROWSERS + " who look already\n");
      return;
    }
    browser.setChunked(true).putHeader("content-type", "text/event-stream");
    browser.exceptionHandler(e -> browsers.remove(browser));
    browser.closeHandler(gone -> browsers.remove(browser));
    browsers.add(browser);
    latest.forEach(browser::write);
    snapshot().onSuccess(browser::write);
  }

  @Override
  public void joined(Hub hub) {}

  @Override
  public void left(Hub hub) {}

  @Override
  public void opened(Hub hub, Sight socket) {
    if (hub.name().equals(verticle)) {
      context.runOnContext(hopped -> consumers.computeIfAbsent(socket, this::consumer));
    }
  }

  private MessageConsumer<Object> consumer(Sight socket) {
    return vertx
        .eventBus()
        .localConsumer(socket.describe().getString("events"), event -> happened(event.body()));
  }

  @Override
  public void closed(Hub hub, Sight socket) {
    context.runOnContext(
        hopped -> {
          MessageConsumer<Object> consumer = consumers.remove(socket);
          if (consumer != null) {
            consumer.unregister();
          }
        });
  }

  private void happened(Object body) {
    String event = body instanceof JsonObject json ? json.encode() : "";
    boolean fits = !event.isEmpty() && event.length() <= MAX_EVENT_LENGTH;
    if (!fits || eventsThisTick++ >= MAX_EVENTS_PER_TICK) {
      unshown++;
      return;
    }
    String told =
        "event: happened\ndata: {\"at\":"
            + System.currentTimeMillis()
            + ",\"event\":"
            + event
            + "}\n\n";
    latest.add(told);
    if (latest.size() > REMEMBERED) {
      latest.remove();
    }
    tell(told);
  }

  private void tick() {
    eventsThisTick = 0;
    if (!browsers.isEmpty()) {
      snapshot().onSuccess(this::tell);
    }
  }

  /** Whoever reads too slowly misses some. */
  private void tell(String text) {
    browsers.stream().filter(each -> !each.writeQueueFull()).forEach(each -> each.write(text));
  }

  /** On this context, whatever the hubs' are. */
  private Future<String> snapshot() {
    List<Hub> hubs = roster.hubs().stream().filter(each -> each.name().equals(verticle)).toList();
    boolean alive = hubs.stream().allMatch(Hub::isAlive);
    JsonObject all =
        new JsonObject()
            .put("at", System.currentTimeMillis())
            .put("verticle", verticle)
            .put("state", hubs.isEmpty() ? "stands by" : alive ? "up" : "died")
            .put("unshown", unshown);
    io.vertx.core.Promise<String> promise = io.vertx.core.Promise.promise();
    Future.all(hubs.stream().map(Hub::look).toList())
        .onComplete(
            looked ->
                context.runOnContext(
                    hopped -> {
                      JsonArray sockets = new JsonArray();
                      if (looked.succeeded()) {
                        looked
                            .result()
                            .<List<JsonObject>>list()
                            .forEach(e -> e.forEach(sockets::add));
                      }
                      promise.complete(
                          "event: snapshot\ndata: "
                              + all.put("sockets", sockets).encode()
                              + "\n\n");
                    }));
    return promise.future();
  }

  /** Nobody is told any more. */
  void close() {
    roster.unwatch(this);
    vertx.cancelTimer(ticking);
    consumers.values().forEach(MessageConsumer::unregister);
    browsers.forEach(HttpServerResponse::end);
  }
}
