// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.service;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.json.JsonObject;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqMessage;
import io.zmqchans.ZmqMessageCodec;
import io.zmqchans.ZmqOptions;
import io.zmqchans.ZmqVerticle;
import java.util.concurrent.TimeUnit;

/**
 * A node of a cluster on this machine: {@code relay} has the sockets, {@code consume} the consumer
 * of what they receive. Whichever comes first waits for the other, and each ends when the message
 * has crossed. Its main thread only waits; the rest is Vert.x.
 */
public final class ClusterQuickstart {
  private static final long LIMIT_SECONDS = 300;
  private static final long CHECK_MILLIS = 100;

  /** Until a consumer's node may leave: by then the other knows what was taken, also at first. */
  private static final long LEAVE_MILLIS = 3000;

  private final Vertx vertx;

  private ClusterQuickstart(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Runs it, with whatever cluster manager is on the class path, and exits with 1 if anything
   * fails.
   *
   * @param args {@code relay} or {@code consume}
   */
  public static void main(String[] args) {
    VertxOptions options =
        new VertxOptions().setEventBusOptions(new EventBusOptions().setHost("127.0.0.1"));
    try {
      Vertx vertx =
          Vertx.builder().with(options).buildClustered().await(LIMIT_SECONDS, TimeUnit.SECONDS);
      ClusterQuickstart node = new ClusterQuickstart(vertx);
      Future<Void> done =
          switch (args.length == 0 ? "" : args[0]) {
            case "relay" -> node.relay();
            case "consume" -> node.consume();
            default -> throw new IllegalArgumentException("say 'relay' or 'consume'");
          };
      done.await(LIMIT_SECONDS, TimeUnit.SECONDS);
      vertx.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      System.err.println("cluster quickstart failed: " + e.getMessage());
      System.exit(1);
    }
  }

  private Future<Void> consume() {
    ZmqMessageCodec.register(vertx);
    Promise<Void> taken = Promise.promise();
    System.out.println("waiting for a message at zmq.worker.out");
    return vertx
        .eventBus()
        .<ZmqMessage>consumer(
            "zmq.worker.out",
            message -> {
              System.out.println("from the other node: " + message.body().string(0));
              vertx.setTimer(LEAVE_MILLIS, id -> taken.tryComplete());
            })
        .completion()
        .compose(registered -> taken.future());
  }

  private Future<Void> relay() {
    ZmqOptions options =
        new ZmqOptions()
            .addSocket(socket("worker", "pull").setBind("tcp://127.0.0.1:25580"))
            .addSocket(socket("tasks", "push").setConnect("tcp://127.0.0.1:25580"));
    System.out.println("sending a message through ZeroMQ, for a consumer on another node");
    return vertx
        .deployVerticle(
            new ZmqVerticle(options),
            new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER))
        .compose(id -> vertx.eventBus().request("zmq.tasks.in", "hello across the cluster"))
        .compose(sent -> delivered());
  }

  private static SocketOptions socket(String name, String type) {
    return new SocketOptions().setName(name).setType(type);
  }

  private Future<Void> delivered() {
    Promise<Void> delivered = Promise.promise();
    vertx.setPeriodic(
        CHECK_MILLIS,
        id ->
            vertx
                .eventBus()
                .<JsonObject>request("zmq.worker.control", new JsonObject().put("command", "stats"))
                .onSuccess(
                    stats -> {
                      if (stats.body().getInteger("delivered") == 1 && delivered.tryComplete()) {
                        System.out.println("the other node has it");
                      }
                    }));
    return delivered.future();
  }
}
