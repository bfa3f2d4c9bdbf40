// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqBatch;
import io.zmqchans.ZmqMessage;
import io.zmqchans.ZmqVerticle;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** This module, with one socket {@code s} and perhaps idle ones. For one thread. */
final class Ours {
  final Vertx vertx = Vertx.vertx();
  private final EventBus bus = vertx.eventBus();
  private final JsonObject socket;
  private final JsonArray sockets = new JsonArray();
  private final JsonObject config = new JsonObject().put("sockets", sockets);

  private Ours(String type) {
    socket = new JsonObject().put("name", "s").put("type", type).put("bind", Opened.WILDCARD);
    sockets.add(socket);
  }

  static Ours of(String type) {
    return new Ours(type);
  }

  /** With this key of the socket. */
  Ours with(String key, Object value) {
    socket.put(key, value);
    return this;
  }

  /** With this ZeroMQ option of the socket. */
  Ours option(String name, Object value) {
    return with("options", socket.getJsonObject("options", new JsonObject()).put(name, value));
  }

  Ours withoutSignalOrder() {
    config.put("signalOrder", false);
    return this;
  }

  /** Whose loop thread does the I/O itself. */
  Ours ioOnLoop() {
    config.put("ioThreads", 0);
    return this;
  }

  Ours besides(int idle) {
    for (int i = 0; i < idle; i++) {
      sockets.add(
          new JsonObject().put("name", "i" + i).put("type", "pull").put("bind", "inproc://i" + i));
    }
    return this;
  }

  /** Deploys the sockets; returns the deployment. */
  String deploy() {
    DeploymentOptions options =
        new DeploymentOptions().setConfig(config).setThreadingModel(ThreadingModel.WORKER);
    return vertx.deployVerticle(new ZmqVerticle(), options).await();
  }

  private Opened opened(AtomicLong count) {
    deploy();
    JsonObject command = new JsonObject().put("command", "endpoints");
    Message<JsonObject> reply = bus.<JsonObject>request("zmq.s.control", command).await();
    String endpoint = reply.body().getJsonArray("endpoints").getString(0);
    return new Opened(endpoint, count::get);
  }

  /** A consumer that counts, and answers if it is asked. */
  Opened pull() {
    AtomicLong count = new AtomicLong();
    bus.consumer(
            "zmq.s.out",
            message -> {
              int messages = message.body() instanceof ZmqBatch batch ? batch.size() : 1;
              count.lazySet(count.getPlain() + messages);
              if (message.replyAddress() != null) {
                message.reply(null);
              }
            })
        .completion()
        .await();
    return opened(count);
  }

  /** A sender of bodies of so many messages each. */
  Opened push(int size, int frames, int each) {
    Opened opened = opened(new AtomicLong());
    byte[][] empty = new byte[frames][];
    Supplier<Object> one =
        () -> {
          byte[][] parts = empty.clone();
          for (int i = 0; i < frames; i++) {
            parts[i] = new byte[size];
          }
          return ZmqMessage.wrap(parts);
        };
    Supplier<Object> body =
        each == 1
            ? one
            : () ->
                ZmqBatch.of(
                    Collections.nCopies(each, one).stream()
                        .map(next -> (ZmqMessage) next.get())
                        .toList());
    Flow flow = Flow.start(vertx, "zmq.s.in", body, each);
    return new Opened(opened.endpoint(), flow::count);
  }

  /** A consumer that sends each request back. */
  Opened router() {
    bus.consumer("zmq.s.out", message -> bus.send("zmq.s.in", message.body())).completion().await();
    return opened(new AtomicLong());
  }

  Contender dealer(int window, int size) throws Exception {
    Opened opened = opened(new AtomicLong());
    RoundTrips trips = new RoundTrips(window, size);
    Context context = Contexts.next(vertx);
    context.runOnContext(
        here -> bus.<ZmqMessage>consumer("zmq.s.out", m -> trips.back(m.body().array(0))));
    Peer.echo(opened.endpoint());
    return trips.of(
        body -> bus.send("zmq.s.in", ZmqMessage.wrap(body)),
        () -> context.runOnContext(here -> trips.start()));
  }
}
