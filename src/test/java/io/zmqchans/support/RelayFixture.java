// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqMessage;
import io.zmqchans.ZmqOptions;
import java.util.concurrent.BlockingQueue;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;

/** A test's own node, closed after it; for one thread. */
public abstract class RelayFixture {
  protected Node node;

  @AfterEach
  void closeNode() {
    if (node != null) {
      node.close();
    }
  }

  /** Deploys these sockets. */
  protected void deploy(ThreadingModel model, JsonObject... sockets) {
    node = Node.deploy(model, sockets);
  }

  /** Deploys sockets of Java options. */
  protected void deploy(ThreadingModel model, SocketOptions... sockets) {
    ZmqOptions options = new ZmqOptions();
    for (SocketOptions each : sockets) {
      options.addSocket(each);
    }
    node = Node.deploy(model, options);
  }

  /** What arrives on a socket's {@code out} from now on. */
  protected <T> BlockingQueue<T> received(String socket) {
    return node.collect(node.address(socket, "out"));
  }

  /** What a socket reports from now on. */
  protected BlockingQueue<JsonObject> events(String socket) {
    return node.collect(node.address(socket, "events"));
  }

  /** A request to a socket's {@code in}, not waited for. */
  protected Future<Message<Object>> submit(String socket, Object body) {
    return node.vertx().eventBus().request(node.address(socket, "in"), body);
  }

  /** The failure of a request to a socket's {@code in}. */
  protected ReplyException refusal(String socket, Object body) {
    return failure(submit(socket, body));
  }

  /** The failure that a request ends with. */
  protected static ReplyException failure(Future<?> request) {
    return Assertions.catchThrowableOfType(ReplyException.class, () -> Node.await(request));
  }

  /** Whether ZeroMQ took a message, rather than refusing it. */
  protected static boolean taken(Future<?> request) {
    return Node.await(request.transform(result -> Future.succeededFuture(result.succeeded())));
  }

  /** A number of a socket's {@code stats}. */
  protected int figure(String socket, String name) {
    return node.stats(socket).getInteger(name);
  }

  /** Returns when a number of a socket's {@code stats} has this value. */
  protected void awaitFigure(String socket, String name, int value) {
    Eventually.until(
        () -> name + " of " + value + " in " + node.stats(socket),
        () -> figure(socket, name) == value);
  }

  /** Returns when a subscription has reached the publisher; what comes later is on the queue. */
  protected BlockingQueue<ZmqMessage> subscribed(String from, String subscriber, String topic) {
    String last = topic + "-end-of-probes";
    BlockingQueue<ZmqMessage> received = received(subscriber);
    Eventually.until(
        () -> "a subscription to '" + topic + "'",
        () -> {
          node.send(from, topic + "-probe");
          return !received.isEmpty();
        });
    node.send(from, last);
    while (!Node.next(received).string(0).equals(last)) {
      // There may be several probes.
    }
    return received;
  }
}
