// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqOptions;
import io.zmqchans.ZmqVerticle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A verticle whose sockets are opened at run time, as a context of zmqchans is used. */
public final class OpenContext implements AutoCloseable {
  private final Vertx vertx;
  private final String name;
  private final ZmqVerticle verticle;
  private final String deployment;
  private final AtomicInteger names = new AtomicInteger();
  private final Queue<OpenSocket> sockets = new ConcurrentLinkedQueue<>();

  private OpenContext(Vertx vertx, String name, ZmqVerticle verticle, String deployment) {
    this.vertx = vertx;
    this.name = name;
    this.verticle = verticle;
    this.deployment = deployment;
  }

  /** Deploys a verticle of these options. */
  public static OpenContext start(Vertx vertx, ThreadingModel model, ZmqOptions options) {
    ZmqVerticle verticle = new ZmqVerticle(Signals.of(options));
    DeploymentOptions deployment = new DeploymentOptions().setThreadingModel(model);
    String id = Node.await(vertx.deployVerticle(verticle, deployment));
    return new OpenContext(vertx, options.getName(), verticle, id);
  }

  public ZmqVerticle verticle() {
    return verticle;
  }

  /** Opens a socket of a new name; fields are configuration keys and values in turn. */
  public OpenSocket socket(String type, Object... fields) {
    JsonObject options = OpenSocket.json(fields).put("type", type);
    if (!options.containsKey("name")) {
      options.put("name", type + names.incrementAndGet());
    }
    return opened(command("open", "options", options));
  }

  /** Takes over a ready-made socket. */
  public OpenSocket adopt(SocketOptions options, org.zeromq.ZMQ.Socket socket) {
    return opened(Node.await(verticle.adopt(options, socket)));
  }

  private OpenSocket opened(JsonObject description) {
    OpenSocket socket = new OpenSocket(vertx, description);
    sockets.add(socket);
    return socket;
  }

  /** The reply to a command for the verticle; fields are names and values in turn. */
  public JsonObject command(String command, Object... fields) {
    return Node.await(submit(command, fields));
  }

  /** The same, not waited for. */
  public Future<JsonObject> submit(String command, Object... fields) {
    JsonObject json = OpenSocket.json(fields).put("command", command);
    return vertx.eventBus().<JsonObject>request(name + ".control", json).map(Message::body);
  }

  /** Forwards between two of its sockets from now on. */
  public void proxy(OpenSocket frontend, OpenSocket backend) {
    command("proxy", "frontend", frontend.name(), "backend", backend.name());
  }

  /** Closes it by its own command. */
  public void closeByCommand() {
    command("close");
    Eventually.until(() -> "undeployed", () -> !vertx.deploymentIDs().contains(deployment));
    sockets.forEach(OpenSocket::forget);
  }

  /** Undeploys it. */
  @Override
  public void close() {
    Node.await(vertx.undeploy(deployment));
    sockets.forEach(OpenSocket::forget);
  }
}
