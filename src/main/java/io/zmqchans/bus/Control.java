// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;

/** Takes control commands and answers them. For the hub's context. */
final class Control {
  private final EventBus bus;
  private final Hub hub;
  private final String scope;
  private MessageConsumer<Object> consumer;

  Control(EventBus bus, Hub hub, String scope) {
    this.bus = bus;
    this.hub = hub;
    this.scope = scope;
  }

  /** Takes commands for the verticle and, with {@code "socket": N}, for any of its sockets. */
  Future<Void> register() {
    consumer = consumer(hub.name() + ".control");
    return consumer == null
        ? Future.succeededFuture()
        : consumer.handler(message -> answer(message, null)).completion();
  }

  /** Takes commands for one socket, until that is closed. */
  Future<Void> register(Relay relay) {
    MessageConsumer<Object> own = consumer(relay.addresses().control());
    return own == null
        ? Future.succeededFuture()
        : relay.add(own.handler(message -> answer(message, relay)));
  }

  Future<Void> unregister() {
    return consumer == null ? Future.succeededFuture() : consumer.unregister().otherwiseEmpty();
  }

  private MessageConsumer<Object> consumer(String address) {
    return switch (scope) {
      case "off" -> null;
      case "cluster" -> bus.consumer(address);
      default -> bus.localConsumer(address);
    };
  }

  private void answer(Message<Object> message, Relay relay) {
    Future<JsonObject> result;
    try {
      result = run(new Arguments(message.body()), relay);
    } catch (RuntimeException e) {
      result = Future.failedFuture(e);
    }
    result.onComplete(
        done -> {
          if (done.succeeded()) {
            message.reply(done.result());
          } else {
            fail(message, done.cause());
          }
        });
  }

  private Future<JsonObject> run(Arguments arguments, Relay own) {
    if (own != null) {
      return SocketCommands.run(hub, own, arguments);
    } else if (arguments.has("socket")) {
      return SocketCommands.run(
          hub, hub.relays().find(arguments.string("socket")), arguments.withoutSocket());
    }
    return VerticleCommands.run(hub, arguments);
  }

  private static void fail(Message<Object> message, Throwable cause) {
    if (cause instanceof ReplyException e) {
      message.reply(e);
    } else {
      message.fail(ZmqFailure.BAD_COMMAND.code(), cause.getMessage());
    }
  }
}
