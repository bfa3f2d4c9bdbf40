// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqOptions;
import io.zmqchans.ZmqVerticle;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A Vert.x with verticles of ours, driven from a test's thread with bounded waits. */
public final class Node implements AutoCloseable {
  private static final long SECONDS = 20;

  private final Vertx vertx = Vertx.vertx();
  private final ThreadingModel model;
  private String name = "zmq";
  private String deployment;
  private ZmqVerticle verticle;

  private Node(ThreadingModel model) {
    this.model = model;
  }

  /** A node with one verticle of these sockets. */
  public static Node deploy(ThreadingModel model, JsonObject... sockets) {
    return deploy(model, new JsonObject().put("sockets", new JsonArray(List.of(sockets))));
  }

  /** A node with one verticle of this configuration. */
  public static Node deploy(ThreadingModel model, JsonObject config) {
    Node node = new Node(model);
    try {
      node.deploy(new ZmqVerticle(), config);
      return node;
    } catch (RuntimeException | Error e) {
      node.close();
      throw e;
    }
  }

  /** A node with one verticle of these options. */
  public static Node deploy(ThreadingModel model, ZmqOptions options) {
    Node node = new Node(model);
    try {
      node.name = options.getName();
      node.deploy(new ZmqVerticle(Signals.of(options)), new JsonObject());
      return node;
    } catch (RuntimeException | Error e) {
      node.close();
      throw e;
    }
  }

  /** A socket's configuration. */
  public static JsonObject socket(String name, String type) {
    return new JsonObject().put("name", name).put("type", type);
  }

  private void deploy(ZmqVerticle verticle, JsonObject config) {
    this.verticle = verticle;
    name = config.getString("name", name);
    DeploymentOptions options =
        new DeploymentOptions().setConfig(Signals.of(config)).setThreadingModel(model);
    deployment = await(vertx.deployVerticle(verticle, options));
  }

  public Vertx vertx() {
    return vertx;
  }

  public String deployment() {
    return deployment;
  }

  public ZmqVerticle verticle() {
    return verticle;
  }

  /** The default address of a socket, say {@code zmq.push.in}. */
  public String address(String socket, String which) {
    return name + "." + socket + "." + which;
  }

  /** The result, or its failure thrown. */
  public static <T> T await(Future<T> future) {
    try {
      return future.await(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no result within " + SECONDS + " s", e);
    }
  }

  /** The reply's body, or the failure thrown. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the test knows what it gets
  public <T> T request(String address, Object body) {
    return (T) await(vertx.eventBus().request(address, body)).body();
  }

  /** Sends to a socket and waits until ZeroMQ has it. */
  public void send(String socket, Object body) {
    request(address(socket, "in"), body);
  }

  /** The reply to a command for one socket; fields are names and values in turn. */
  public JsonObject command(String socket, String command, Object... fields) {
    JsonObject json = new JsonObject().put("command", command);
    for (int i = 0; i < fields.length; i += 2) {
      json.put((String) fields[i], fields[i + 1]);
    }
    return request(socket == null ? name + ".control" : address(socket, "control"), json);
  }

  public JsonObject stats(String socket) {
    return command(socket, "stats");
  }

  /** The socket's first endpoint, with its port. */
  public String endpoint(String socket) {
    return command(socket, "endpoints").getJsonArray("endpoints").getString(0);
  }

  /** Bodies that arrive at an address from now on. */
  public <T> BlockingQueue<T> collect(String address) {
    BlockingQueue<T> bodies = new LinkedBlockingQueue<>();
    await(
        vertx.eventBus().<T>consumer(address, message -> bodies.add(message.body())).completion());
    return bodies;
  }

  /** The next of a queue, or a failure after 20 s. */
  public static <T> T next(BlockingQueue<T> queue) {
    try {
      T next = queue.poll(SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing came within " + SECONDS + " s");
      }
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
