// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqChannel;
import io.zmqchans.ZmqMessageCodec;
import io.zmqchans.ZmqOptions;
import io.zmqchans.ZmqVerticle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A program: a node of a cluster that does what stdin says, a JSON object a line, and answers each
 * with a line, {@code ok RESULT} or {@code failed WHY}. Its arguments are the cluster's name and
 * perhaps the event bus's port and the one that others reach it at; it says {@code joined} first.
 * Ends with stdin.
 */
public final class ClusterNode {
  private static final long SECONDS = 40;

  private final Vertx vertx;
  private final Map<String, Taker> takers = new HashMap<>();
  private final Map<String, BlockingQueue<String>> collected = new HashMap<>();
  private String deployment;
  private String piped = "";

  private ClusterNode(Vertx vertx) {
    this.vertx = vertx;
  }

  public static void main(String[] args) throws IOException {
    EventBusOptions bus = new EventBusOptions().setHost("127.0.0.1");
    if (args.length > 1) {
      bus.setPort(Integer.parseInt(args[1])).setClusterPublicPort(Integer.parseInt(args[2]));
    }
    ClusterNode node =
        new ClusterNode(Cluster.join(args[0], new VertxOptions().setEventBusOptions(bus)).await());
    System.out.println("joined");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = lines.readLine()) != null; ) {
      System.out.println(node.answer(new JsonObject(line)));
    }
    Runtime.getRuntime().halt(0);
  }

  private String answer(JsonObject order) {
    try {
      Object result = obey(order).await(SECONDS, TimeUnit.SECONDS);
      return ("ok " + result).replace('\n', ' ');
    } catch (Exception e) {
      return ("failed " + e).replace('\n', ' ');
    }
  }

  private Future<?> obey(JsonObject order) {
    String address = order.getString("address");
    switch (order.getString("do")) {
      case "register" -> ZmqMessageCodec.register(vertx);
      case "deploy" -> {
        return vertx
            .deployVerticle(new ZmqVerticle(new ZmqOptions(order.getJsonObject("config"))))
            .onSuccess(id -> deployment = id);
      }
      case "undeploy" -> {
        return vertx.undeploy(deployment);
      }
      case "consume" -> {
        Taker taker = new Taker(vertx, order.getLong("busyMicros", 0L));
        takers.put(address, taker);
        return taker.consume(address);
      }
      case "taken" -> {
        return Future.succeededFuture(takers.get(address).figures());
      }
      case "pause" -> takers.get(address).consumer().pause();
      case "resume" -> takers.get(address).consumer().resume();
      case "unregister" -> {
        return takers.get(address).consumer().unregister();
      }
      case "collect" -> {
        BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
        collected.put(address, bodies);
        return vertx
            .eventBus()
            .consumer(address, message -> bodies.add(message.body().toString()))
            .completion();
      }
      case "next" -> {
        return vertx.executeBlocking(() -> collected.get(address).poll(SECONDS, TimeUnit.SECONDS));
      }
      case "echo" -> {
        MessageConsumer<Object> echo =
            vertx.eventBus().consumer(address, message -> message.reply(message.body()));
        return echo.completion();
      }
      case "request" -> {
        return vertx.eventBus().request(address, order.getValue("body")).map(m -> m.body());
      }
      case "pipe" -> {
        ZmqChannel.source(vertx, order.getString("from"))
            .pipeTo(ZmqChannel.sink(vertx, address))
            .onComplete(done -> piped = String.valueOf(done.cause()));
      }
      case "piped" -> {
        return Future.succeededFuture(piped);
      }
      case "heap" -> {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return Future.succeededFuture(runtime.totalMemory() - runtime.freeMemory());
      }
      case "leave" -> {
        return vertx.close();
      }
      default -> throw new IllegalArgumentException(order.encode());
    }
    return Future.succeededFuture("");
  }
}
