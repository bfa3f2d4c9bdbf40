// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import static io.zmqchans.bench.Peer.Program.BRIDGE;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.BridgeOptions;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.eventbus.bridge.tcp.TcpEventBusBridge;
import io.zmqchans.ZmqVerticle;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A bridge to consumers, each on another event loop: this module's, or Vert.x's own over TCP. */
final class Bridges {
  /** How many messages a client is sent for each that asks for more. */
  static final int BURST = 500;

  private static final String TCP_BRIDGE = "Vert.x TCP bridge";
  private static final String TCP = "tcp";
  private static final String ZMQ = "zmq";
  private static final String SINK = "sink";
  private static final String ECHO = "echo";
  private static final String SOURCE = "source";
  private static final String CLIENT = "client";
  private static final String BODY = "x".repeat(100);

  private final Vertx vertx = Vertx.vertx();
  private final EventBus bus = vertx.eventBus();
  private final AtomicLong count = new AtomicLong();

  private Bridges() {
    Contexts.register(
        vertx,
        () -> bus.consumer(SINK, message -> count.lazySet(count.getPlain() + 1)).completion());
    Contexts.register(
        vertx, () -> bus.consumer(ECHO, message -> message.reply(message.body())).completion());
    Contexts.register(vertx, () -> bus.consumer(SOURCE, message -> burst()).completion());
  }

  private void burst() {
    for (int i = 0; i < BURST; i++) {
      bus.send(CLIENT, BODY);
    }
  }

  /** Vert.x's own. */
  static Opened tcp() throws IOException {
    Bridges bridges = new Bridges();
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    BridgeOptions options = new BridgeOptions();
    for (String each : new String[] {SINK, ECHO, SOURCE}) {
      options.addInboundPermitted(new PermittedOptions().setAddress(each));
    }
    options.addOutboundPermitted(new PermittedOptions().setAddress(CLIENT));
    Contexts.register(
        bridges.vertx,
        () -> TcpEventBusBridge.create(bridges.vertx, options).listen(port, "127.0.0.1"));
    return new Opened("tcp://127.0.0.1:" + port, bridges.count::get);
  }

  /** This module's. */
  static Opened zmq() {
    Bridges bridges = new Bridges();
    JsonArray inbound = new JsonArray();
    for (String each : new String[] {SINK, ECHO, SOURCE}) {
      inbound.add(new JsonObject().put("address", each));
    }
    JsonArray outbound = new JsonArray().add(new JsonObject().put("address", CLIENT));
    JsonObject bridge =
        new JsonObject()
            .put("name", "edge")
            .put("bind", Opened.WILDCARD)
            .put("inbound", inbound)
            .put("outbound", outbound);
    JsonObject config = new JsonObject().put("bridges", new JsonArray().add(bridge));
    DeploymentOptions options =
        new DeploymentOptions().setConfig(config).setThreadingModel(ThreadingModel.WORKER);
    bridges.vertx.deployVerticle(new ZmqVerticle(), options).await();
    Future<String> endpoint =
        bridges
            .bus
            .<JsonObject>request("zmq.edge.control", new JsonObject().put("command", "endpoints"))
            .map(reply -> reply.body().getJsonArray("endpoints").getString(0));
    return new Opened(endpoint.await(), bridges.count::get);
  }

  static void workloads(List<Workload> all) {
    all.add(
        new Workload("W9 in", "bridge: a client's send to a consumer, 100 B")
            .with(TCP_BRIDGE, () -> bridgeIn(TCP, tcp()))
            .with("a bare ROUTER, no bus", () -> bridgeIn(ZMQ, Bare.sink()))
            .with(Workloads.OURS, () -> bridgeIn(ZMQ, zmq())));
    all.add(
        new Workload("W9 out", "bridge: sent to an address that a client registered, 100 B")
            .with(TCP_BRIDGE, () -> bridgeOut(TCP, tcp()))
            .with(Workloads.OURS, () -> bridgeOut(ZMQ, zmq())));
    for (int window : new int[] {1, 64, 900}) {
      all.add(
          new Workload("W9 trip " + window, "bridge: a client's request, in flight: " + window)
              .with(TCP_BRIDGE, () -> bridgeTrips(TCP, tcp(), window))
              .with(Workloads.OURS, () -> bridgeTrips(ZMQ, zmq(), window)));
    }
  }

  private static Contender bridgeIn(String protocol, Opened bridge) {
    return new Throughput(bridge, BRIDGE, protocol, bridge.host(), bridge.port(), "send");
  }

  private static Contender bridgeOut(String protocol, Opened bridge) {
    Object[] arguments = {protocol, bridge.host(), bridge.port(), "receive", BURST};
    return new Served("msg/s", BRIDGE, arguments);
  }

  private static Contender bridgeTrips(String protocol, Opened bridge, int window) {
    Object[] arguments = {protocol, bridge.host(), bridge.port(), "ask", window};
    return new Served("req/s", BRIDGE, arguments);
  }
}
