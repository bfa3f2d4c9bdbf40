// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.BridgeOptions;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.eventbus.bridge.tcp.TcpEventBusBridge;
import io.zmqchans.ZmqVerticle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A client in this process at a bridge to consumers: this module's, or Vert.x's own over TCP. */
final class Bridges {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong count = new AtomicLong();
  private volatile boolean sending;

  private Bridges() {
    Contexts.register(
        vertx,
        () ->
            vertx
                .eventBus()
                .consumer(Line.SINK, message -> count.lazySet(count.getPlain() + 1))
                .completion());
    Contexts.register(
        vertx,
        () ->
            vertx
                .eventBus()
                .consumer(Line.ECHO, message -> message.reply(message.body()))
                .completion());
  }

  private Line tcp() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    BridgeOptions options =
        new BridgeOptions()
            .addInboundPermitted(new PermittedOptions().setAddress(Line.SINK))
            .addInboundPermitted(new PermittedOptions().setAddress(Line.ECHO));
    Contexts.register(
        vertx, () -> TcpEventBusBridge.create(vertx, options).listen(port, "127.0.0.1"));
    return new TcpLine(port);
  }

  private Line zmq() {
    JsonArray rules =
        new JsonArray()
            .add(new JsonObject().put("address", Line.SINK))
            .add(new JsonObject().put("address", Line.ECHO));
    JsonObject bridge =
        new JsonObject().put("name", "edge").put("bind", Opened.WILDCARD).put("inbound", rules);
    JsonObject config = new JsonObject().put("bridges", new JsonArray().add(bridge));
    DeploymentOptions options =
        new DeploymentOptions().setConfig(config).setThreadingModel(ThreadingModel.WORKER);
    vertx.deployVerticle(new ZmqVerticle(), options).await();
    JsonObject endpoints =
        vertx
            .eventBus()
            .<JsonObject>request("zmq.edge.control", new JsonObject().put("command", "endpoints"))
            .await()
            .body();
    return new ZmqLine(endpoints.getJsonArray("endpoints").getString(0));
  }

  static Contender tcpIn() throws IOException {
    Bridges bridges = new Bridges();
    return bridges.in(bridges.tcp(), bridges.count::get);
  }

  static Contender zmqIn() {
    Bridges bridges = new Bridges();
    return bridges.in(bridges.zmq(), bridges.count::get);
  }

  /** What is in it for any bridge on JeroMQ: a ROUTER that reads such messages, and no bus. */
  static Contender bareIn() {
    Opened sink = Bare.sink();
    return new Bridges().in(new ZmqLine(sink.endpoint()), sink.count());
  }

  static Contender tcpTrips(int window) throws IOException {
    return trips(new Bridges().tcp(), window);
  }

  static Contender zmqTrips(int window) {
    return trips(new Bridges().zmq(), window);
  }

  private Contender in(Line line, LongSupplier arrived) {
    return seconds -> {
      sending = true;
      Thread sender = new Thread(() -> flood(line));
      sender.start();
      try {
        return new Throughput(new Opened("", arrived), null).round(seconds);
      } finally {
        sending = false;
        sender.join();
        Throughput.awaitQuiet(arrived);
      }
    };
  }

  private void flood(Line line) {
    try {
      while (sending) {
        line.send();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Contender trips(Line line, int window) {
    RoundTrips trips = new RoundTrips(window, Long.BYTES);
    byte[][] stamps = new byte[window][];
    Deque<Integer> free = new ArrayDeque<>();
    for (int i = 0; i < window; i++) {
      free.add(i);
    }
    return trips.of(
        stamp -> {
          int id = free.remove();
          stamps[id] = stamp;
          try {
            line.ask(id);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        () -> new Thread(() -> converse(line, trips, stamps, free)).start());
  }

  private static void converse(Line line, RoundTrips trips, byte[][] stamps, Deque<Integer> free) {
    trips.start();
    try {
      boolean more = true;
      while (more) {
        int id = line.answered();
        free.add(id);
        more = trips.back(stamps[id]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
