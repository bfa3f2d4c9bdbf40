// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import java.util.concurrent.BlockingQueue;

/** A socket of ours and one of libzmq's, connected with each other. */
public final class Link implements AutoCloseable {
  /** Who of the two binds; the other connects. */
  public enum Binder {
    WE,
    LIBZMQ
  }

  private final String name;
  private final Node node;
  private final LibzmqSocket peer;
  private BlockingQueue<ZmqMessage> received;

  private Link(String name, Node node, LibzmqSocket peer) {
    this.name = name;
    this.node = node;
    this.peer = peer;
  }

  /** Between our socket of this configuration and theirs. */
  public static Link of(Binder binder, JsonObject ours, LibzmqSocket theirs) {
    try {
      return link(binder, ours, theirs);
    } catch (RuntimeException | Error e) {
      theirs.close();
      throw e;
    }
  }

  private static Link link(Binder binder, JsonObject ours, LibzmqSocket theirs) {
    String name = ours.getString("name");
    if (binder == Binder.WE) {
      ours.put("bind", "tcp://127.0.0.1:*");
    } else {
      ours.put("connect", theirs.bind());
    }
    Node node = Node.deploy(ThreadingModel.WORKER, config(ours));
    try {
      if (binder == Binder.WE) {
        theirs.connect(node.endpoint(name));
      }
      return new Link(name, node, theirs);
    } catch (RuntimeException | Error e) {
      node.close();
      throw e;
    }
  }

  private static JsonObject config(JsonObject socket) {
    return new JsonObject().put("sockets", new JsonArray().add(socket));
  }

  public Node node() {
    return node;
  }

  /** Their socket. */
  public LibzmqSocket peer() {
    return peer;
  }

  /** Sends through our socket. */
  public void send(Object... frames) {
    node.send(name, ZmqMessage.of(frames));
  }

  /** The next that came out of our socket; what came before the first call waited for it. */
  public ZmqMessage receive() {
    return Node.next(queue());
  }

  /** Whether {@link #receive} has something to return. */
  public boolean hasReceived() {
    return !queue().isEmpty();
  }

  private BlockingQueue<ZmqMessage> queue() {
    if (received == null) {
      received = node.collect(node.address(name, "out"));
    }
    return received;
  }

  @Override
  public void close() {
    try (peer) {
      node.close();
    }
  }
}
