// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import io.zmqchans.ZmqVerticle;

/**
 * A program: a verticle whose {@code pull} is flooded and whose {@code rep} answers meanwhile. Its
 * arguments are the pull's configuration, the number of messages, how many consumers there are, and
 * how long each is busy with a message: in µs, or before it answers in ms. It says {@code bound},
 * and {@code done} with its figures at the end.
 */
public final class FloodedNode {
  private final Vertx vertx = Vertx.vertx();
  private final int count;
  private final int consumers;
  private final long busyNanos;
  private final long answerMillis;
  private int finished;

  private FloodedNode(int count, int consumers, long busyMicros, long answerMillis) {
    this.count = count;
    this.consumers = consumers;
    this.busyNanos = busyMicros * 1000;
    this.answerMillis = answerMillis;
  }

  public static void main(String[] args) {
    int[] n = new int[args.length];
    for (int i = 1; i < args.length; i++) {
      n[i] = Integer.parseInt(args[i]);
    }
    new FloodedNode(n[1], n[2], n[3], n[4]).run(new JsonObject(args[0]));
  }

  private void run(JsonObject pull) {
    pull.put("name", "pull").put("type", "pull").put("bind", "tcp://127.0.0.1:*");
    JsonObject rep = Node.socket("rep", "rep").put("bind", "tcp://127.0.0.1:*");
    JsonObject config = new JsonObject().put("sockets", new JsonArray().add(pull).add(rep));
    for (int i = 0; i < consumers; i++) {
      consume();
    }
    vertx
        .eventBus()
        .<ZmqMessage>consumer("zmq.rep.out", m -> vertx.eventBus().send("zmq.rep.in", m.body()));
    vertx
        .deployVerticle(
            new ZmqVerticle(),
            new DeploymentOptions().setConfig(config).setThreadingModel(ThreadingModel.WORKER))
        .compose(id -> command(new JsonObject().put("command", "list")))
        .onSuccess(
            list -> {
              JsonArray all = list.body().getJsonArray("sockets");
              System.out.println("bound " + endpoint(all, 0) + " " + endpoint(all, 1));
            })
        .onFailure(FloodedNode::fail);
  }

  private static String endpoint(JsonArray sockets, int i) {
    return sockets.getJsonObject(i).getJsonArray("endpoints").getString(0);
  }

  private io.vertx.core.Future<Message<JsonObject>> command(JsonObject command) {
    return vertx.eventBus().request("zmq.control", command);
  }

  private static void fail(Throwable e) {
    System.out.println("failed " + e);
    System.exit(1);
  }

  private void consume() {
    long[] next = {0};
    vertx
        .eventBus()
        .consumer(
            "zmq.pull.out",
            message -> {
              long number = number(message.body());
              if (number != next[0]++) {
                fail(new IllegalStateException(number + " came instead of " + (next[0] - 1)));
              }
              long end = System.nanoTime() + busyNanos;
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
              }
              answer(message);
              if (next[0] == count) {
                finish();
              }
            });
  }

  private void answer(Message<Object> message) {
    if (answerMillis > 0 && message.replyAddress() != null) {
      vertx.setTimer(answerMillis, id -> message.reply(null));
    }
  }

  private static long number(Object body) {
    return body instanceof ZmqMessage m ? m.buffer(0).getLong(0) : ((Buffer) body).getLong(0);
  }

  /** The last consumer to get everything tells, once the last answers are given. */
  private synchronized void finish() {
    if (++finished == consumers) {
      vertx.setPeriodic(
          20,
          id ->
              command(new JsonObject().put("command", "stats"))
                  .onSuccess(
                      stats -> {
                        JsonObject figures = stats.body().getJsonObject("sockets");
                        JsonObject pull = figures.getJsonObject("pull");
                        if (pull.getInteger("inFlight") == 0) {
                          System.out.println("done " + pull.encode());
                          System.exit(0);
                        }
                      }));
    }
  }
}
