// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A socket that was opened at run time; what it receives waits here for a test's thread. */
public final class OpenSocket {
  private final Vertx vertx;
  private final JsonObject description;
  private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();
  private final MessageConsumer<Object> consumer;
  private volatile Consumer<Object> listener = received::add;

  OpenSocket(Vertx vertx, JsonObject description) {
    this.vertx = vertx;
    this.description = description;
    this.consumer = address("out") == null ? null : vertx.eventBus().consumer(address("out"));
    if (consumer != null) {
      Node.await(consumer.handler(message -> listener.accept(message.body())).completion());
    }
  }

  public String name() {
    return description.getString("name");
  }

  /** Its address of this kind, say {@code in}; null where the type has none. */
  public String address(String which) {
    return description.getString(which);
  }

  /** Sends without waiting; completes when ZeroMQ has it. */
  public Future<Message<Object>> submit(Object body) {
    return vertx.eventBus().request(address("in"), body);
  }

  /** Sends and waits until ZeroMQ has it. */
  public void send(Object body) {
    Node.await(submit(body));
  }

  /** Gives what comes out from now on to somebody else, on a Vert.x thread. */
  public OpenSocket listen(Consumer<Object> listener) {
    this.listener = listener;
    return this;
  }

  /** The next body that came out. */
  public Object receive() {
    return Node.next(received);
  }

  /** The text of the next message, which is to have one frame. */
  public String receiveText() {
    ZmqMessage message = (ZmqMessage) receive();
    if (message.size() != 1) {
      throw new AssertionError("found " + message + ", not one frame");
    }
    return message.string(0);
  }

  /** How many bodies {@link #receive} could return at once. */
  public int receivable() {
    return received.size();
  }

  /** Stops taking what comes out until {@link #resume}. */
  public void pause() {
    consumer.pause();
  }

  public void resume() {
    consumer.resume();
  }

  /** The reply to a command; fields are names and values in turn. */
  public JsonObject command(String command, Object... fields) {
    JsonObject json = json(fields).put("command", command);
    return Node.await(vertx.eventBus().<JsonObject>request(address("control"), json)).body();
  }

  /** An object of these names and values in turn. */
  public static JsonObject json(Object... fields) {
    JsonObject json = new JsonObject();
    for (int i = 0; i < fields.length; i += 2) {
      json.put((String) fields[i], fields[i + 1]);
    }
    return json;
  }

  /** The resolved endpoint. */
  public String bind(String endpoint) {
    return command("bind", "endpoint", endpoint).getString("endpoint");
  }

  /** Connects to a socket of the same verticle where that was bound last. */
  public OpenSocket connect(OpenSocket other) {
    command("connect", "socket", other.name());
    return this;
  }

  /** A figure of its stats. */
  public int figure(String name) {
    return command("stats").getInteger(name);
  }

  /** Closes the socket; what was received can still be had. */
  public void close() {
    command("close");
    forget();
  }

  /** Its addresses may be another's from now on. */
  void forget() {
    if (consumer != null) {
      Node.await(consumer.unregister());
    }
  }
}
