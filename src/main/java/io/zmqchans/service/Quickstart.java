// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.service;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import io.zmqchans.ZmqVerticle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The first run: a pipeline, a topic and a request with its reply, each from the event bus through
 * ZeroMQ over TCP back to the event bus. Its own main thread only waits; the rest is Vert.x.
 */
public final class Quickstart {
  private static final int MESSAGES = 3;
  private static final long LIMIT_SECONDS = 20;

  /** Held, as it would forget otherwise that what this prints is enough. */
  private static final Logger LIFE = Logger.getLogger("io.zmqchans");

  private final Vertx vertx;
  private final EventBus bus;

  private Quickstart(Vertx vertx) {
    this.vertx = vertx;
    this.bus = vertx.eventBus();
  }

  /**
   * Runs it, and exits with 1 if anything fails.
   *
   * @param args a configuration like {@code conf/quickstart.json}, which is the default
   */
  public static void main(String[] args) {
    String file = args.length > 0 ? args[0] : "conf/quickstart.json";
    LIFE.setLevel(Level.WARNING);
    Vertx vertx = Vertx.vertx();
    try {
      new Quickstart(vertx).run(file).await(LIMIT_SECONDS, TimeUnit.SECONDS);
      vertx.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      System.err.println("quickstart failed: " + e.getMessage());
      System.exit(1);
    }
  }

  private Future<Void> run(String file) {
    return vertx
        .fileSystem()
        .readFile(file)
        .map(content -> new DeploymentOptions().setConfig(content.toJsonObject()))
        .map(options -> options.setThreadingModel(ThreadingModel.WORKER))
        .compose(options -> vertx.deployVerticle(new ZmqVerticle(), options))
        .compose(id -> pipeline())
        .compose(done -> topic())
        .compose(done -> requests())
        .compose(done -> bus.<JsonObject>request("zmq.control", command("stats")))
        .map(Message::body)
        .onSuccess(Quickstart::summary)
        .mapEmpty();
  }

  private Future<Void> pipeline() {
    Future<Void> received = expect("pipeline", "zmq.worker.out");
    for (int i = 1; i <= MESSAGES; i++) {
      bus.send("zmq.tasks.in", ZmqMessage.of("task " + i, "payload"));
    }
    return received;
  }

  /**
   * Whoever subscribes late misses what was published before, so it is published again and again.
   */
  private Future<Void> topic() {
    Future<Void> received = expect("topic", "zmq.reader.out");
    AtomicInteger degrees = new AtomicInteger();
    long publishing =
        vertx.setPeriodic(
            20,
            id -> {
              bus.send("zmq.news.in", "sports: not subscribed to");
              bus.send("zmq.news.in", "weather: " + degrees.incrementAndGet() + " degrees");
            });
    return received.onComplete(done -> vertx.cancelTimer(publishing));
  }

  private Future<Void> requests() {
    bus.<String>consumer(
        "zmq.server.out", question -> bus.send("zmq.server.in", "answer to " + question.body()));
    Future<Void> received = expect("request", "zmq.client.out");
    for (int i = 1; i <= MESSAGES; i++) {
      bus.send("zmq.client.in", "question " + i);
    }
    return received;
  }

  /** Prints what arrives at an address; complete after the last of the messages. */
  private Future<Void> expect(String what, String address) {
    Promise<Void> all = Promise.promise();
    AtomicInteger count = new AtomicInteger();
    bus.consumer(
        address,
        message -> {
          if (count.incrementAndGet() <= MESSAGES) {
            System.out.printf("%-9s -> %-14s %s%n", what, address, message.body());
          }
          if (count.get() == MESSAGES) {
            all.tryComplete();
          }
        });
    return all.future();
  }

  private static JsonObject command(String name) {
    return new JsonObject().put("command", name);
  }

  private static void summary(JsonObject stats) {
    System.out.printf(
        "done: %d messages left over ZeroMQ, %d came in, %d dropped, %d refused%n",
        stats.getLong("sent"),
        stats.getLong("received"),
        stats.getLong("dropped"),
        stats.getLong("refused"));
  }
}
