// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import io.zmqchans.ZmqChannel;
import io.zmqchans.ZmqMessage;
import io.zmqchans.ZmqMessageCodec;
import io.zmqchans.ZmqOptions;
import io.zmqchans.ZmqVerticle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A program: a node of a cluster that does what stdin says, a JSON object a line, and answers each
 * with a line, {@code ok RESULT} or {@code failed WHY}. Its arguments are the cluster's name, its
 * own port and the first node's in that, and perhaps the event bus's port and the one that others
 * reach it at; it says {@code joined} first. Ends with stdin.
 */
public final class ClusterNode {
  private static final long SECONDS = 40;

  private final Vertx vertx;
  private final Map<String, Taker> takers = new HashMap<>();
  private final Map<String, BlockingQueue<String>> collected = new HashMap<>();
  private final List<MessageConsumer<?>> consumers = new ArrayList<>();
  private final Set<String> deployments = new LinkedHashSet<>();
  private ReadStream<ZmqMessage> piping;
  private String piped = "";

  private ClusterNode(Vertx vertx) {
    this.vertx = vertx;
  }

  public static void main(String[] args) throws IOException {
    EventBusOptions bus = new EventBusOptions().setHost("127.0.0.1");
    if (args.length > 3) {
      bus.setPort(Integer.parseInt(args[3])).setClusterPublicPort(Integer.parseInt(args[4]));
    }
    VertxOptions options = new VertxOptions().setEventBusOptions(bus);
    int port = Integer.parseInt(args[1]);
    ClusterNode node =
        new ClusterNode(Cluster.join(args[0], port, Integer.parseInt(args[2]), options).await());
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
            .onSuccess(deployments::add);
      }
      case "undeploy" -> {
        return undeploy();
      }
      case "reset" -> {
        return reset();
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
        return consume(address, message -> bodies.add(message.body().toString()));
      }
      case "next" -> {
        return vertx.executeBlocking(() -> collected.get(address).poll(SECONDS, TimeUnit.SECONDS));
      }
      case "echo" -> {
        return consume(address, message -> message.reply(message.body()));
      }
      case "bounce" -> {
        return consume(
            address,
            message -> {
              ZmqMessage body = (ZmqMessage) message.body();
              if (body.array(body.size() - 1).length > 0) { // not a stream's connect or disconnect
                vertx.eventBus().send(order.getString("to"), body);
              }
            });
      }
      case "request" -> {
        return vertx.eventBus().request(address, order.getValue("body")).map(m -> m.body());
      }
      case "pipe" -> {
        piping = ZmqChannel.source(vertx, order.getString("from"));
        piping
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

  private Future<Void> consume(String address, Handler<Message<Object>> handler) {
    MessageConsumer<Object> consumer = vertx.eventBus().consumer(address, handler);
    consumers.add(consumer);
    return consumer.completion();
  }

  private Future<?> undeploy() {
    List<Future<Void>> all = deployments.stream().map(vertx::undeploy).toList();
    deployments.clear();
    return Future.all(all);
  }

  /** As if it had only joined, codecs apart. */
  private Future<?> reset() {
    if (piping != null) {
      piping.handler(null);
    }
    takers.values().forEach(taker -> consumers.add(taker.consumer()));
    List<Future<Void>> all = consumers.stream().map(MessageConsumer::unregister).toList();
    consumers.clear();
    takers.clear();
    collected.clear();
    return Future.join(all).otherwiseEmpty().compose(done -> undeploy());
  }
}
