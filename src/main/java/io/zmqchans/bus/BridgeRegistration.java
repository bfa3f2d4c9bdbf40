// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.zmqchans.ZmqBridgeEvent;
import io.zmqchans.ZmqFailure;
import java.nio.charset.StandardCharsets;

/**
 * A client's consumer at one address: a consumer of its own, so that Vert.x gives several their
 * turns, on all nodes of a cluster. For the desk's context.
 */
final class BridgeRegistration {
  private final BridgeDesk desk;
  private final BridgeClient client;
  private final String address;
  private final byte[] addressFrame;
  private final MessageConsumer<Object> consumer;
  private boolean delimited;

  BridgeRegistration(BridgeDesk desk, BridgeClient client, String address) {
    this.desk = desk;
    this.client = client;
    this.address = address;
    this.addressFrame = address.getBytes(StandardCharsets.UTF_8);
    this.consumer = desk.bus().consumer(address, this::handle);
  }

  /** Complete when every node knows. */
  Future<Void> completion() {
    return consumer.completion();
  }

  /** Complete when every node knows. */
  Future<Void> end() {
    return consumer.unregister();
  }

  /** Whether the client is to have an empty frame before each message. */
  void delimited(boolean wanted) {
    delimited = wanted;
  }

  private void handle(Message<Object> message) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(message.headers());
    BridgeEvent event =
        new BridgeEvent(
            ZmqBridgeEvent.Type.RECEIVE, desk.name(), client, address, headers, message.body());
    desk.hook()
        .ask(client, event, () -> deliver(message, event), failure -> refuse(message, failure));
  }

  private void deliver(Message<Object> message, BridgeEvent event) {
    if (!desk.outbound().allows(address, event.body())) {
      throw desk.denied(address);
    }
    byte[] headers = BridgeFormat.headers(event.headers(), event.body());
    byte[] body = BridgeFormat.body(event.body());
    if (message.replyAddress() == null) {
      client.push(delimited, BridgeVerbs.MESSAGE, addressFrame, BridgeFormat.EMPTY, headers, body);
      return;
    }
    if (client.isGone()) {
      throw ZmqFailure.REMOTE_FAILURE.exception(desk.isGone(client));
    } else if (client.tokens().size() >= desk.options().getMaxOutstanding()) {
      throw ZmqFailure.FULL.exception("the client has maxOutstanding requests unanswered");
    }
    String token = desk.tokens().add(client, message);
    byte[] tokenFrame = token.getBytes(StandardCharsets.US_ASCII);
    client.push(
        delimited,
        failure -> desk.lost(token, failure),
        BridgeVerbs.MESSAGE,
        addressFrame,
        tokenFrame,
        headers,
        body);
  }

  private void refuse(Message<Object> message, Throwable failure) {
    String why =
        desk.events().sentence("didn't deliver from " + address + ": " + failure.getMessage());
    desk.events().report(Events.Kind.DROPPED, why);
    if (message.replyAddress() != null) {
      message.fail(ZmqFailure.of(failure).code(), why);
    }
  }
}
