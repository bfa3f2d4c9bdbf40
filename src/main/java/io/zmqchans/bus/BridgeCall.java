// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.MultiMap;
import io.vertx.core.eventbus.DeliveryOptions;
import io.zmqchans.ZmqBridgeEvent;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.PeerInfo;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One message of a client: a verb and its arguments, one frame each, after an empty frame if the
 * client is a REQ; it is answered alike. For the desk's context.
 */
final class BridgeCall {
  private static final int MAX_ID_BYTES = 255;

  private final BridgeDesk desk;
  private final BridgeClient client;
  private final ZmqMessage message;
  private final PeerInfo sender;
  private final int start;

  BridgeCall(BridgeDesk desk, BridgeClient client, ZmqMessage message, PeerInfo sender) {
    this.desk = desk;
    this.client = client;
    this.message = message;
    this.sender = sender;
    this.start = message.size() > 2 && message.array(1).length == 0 ? 2 : 1;
  }

  BridgeDesk desk() {
    return desk;
  }

  BridgeClient client() {
    return client;
  }

  PeerInfo sender() {
    return sender;
  }

  boolean isDelimited() {
    return start == 2;
  }

  String verb() {
    return new String(message.array(start), StandardCharsets.US_ASCII);
  }

  int arguments() {
    return message.size() - start - 1;
  }

  byte[] argument(int i) {
    return message.array(start + 1 + i);
  }

  /** The id of a request, to be given back; empty if there is none. */
  byte[] id() {
    boolean has = arguments() > 0 && verb().equals("request");
    return has && argument(0).length <= MAX_ID_BYTES ? argument(0) : BridgeFormat.EMPTY;
  }

  void checkId() {
    if (argument(0).length > MAX_ID_BYTES) {
      throw BridgeFormat.bad("an id of more than " + MAX_ID_BYTES + " bytes");
    }
  }

  /** Has the handler decide, and then does it, unless the client is gone by then. */
  void ask(BridgeEvent event, Consumer<BridgeEvent> act) {
    desk.hook()
        .ask(
            client,
            event,
            () -> {
              desk.checkOpen();
              if (client.isGone()) {
                throw ZmqFailure.UNROUTABLE.exception("the client is gone");
              }
              act.accept(event);
              desk.done();
            },
            this::refuse);
  }

  BridgeEvent event(ZmqBridgeEvent.Type type, String address) {
    return event(type, address, MultiMap.caseInsensitiveMultiMap(), null);
  }

  BridgeEvent event(ZmqBridgeEvent.Type type, String address, MultiMap headers, Object body) {
    return new BridgeEvent(type, desk.name(), client, address, headers, body);
  }

  /**
   * Takes an address, headers and a body from here on to the bus, if they may pass there.
   *
   * @param act what to do with them
   */
  void toBus(ZmqBridgeEvent.Type type, int at, BiConsumer<BridgeEvent, DeliveryOptions> act) {
    String address = client.address(argument(at));
    if (!desk.hook().isThere() && !desk.inbound().allows(address)) { // so it needn't be read
      throw desk.denied(address);
    }
    MultiMap headers = client.headers(argument(at + 1));
    Object body = BridgeFormat.body(headers, argument(at + 2));
    ask(
        event(type, address, headers, body),
        event -> {
          if (!desk.inbound().allows(address, event.body())) {
            throw desk.denied(address);
          }
          DeliveryOptions options = Outlet.options(desk.options().isHeaders() ? sender : null);
          if (options.getHeaders() == null) {
            options.setHeaders(event.headers());
          } else {
            event.headers().forEach(options::addHeader);
          }
          act.accept(event, options);
        });
  }

  void answer(byte[]... frames) {
    client.push(isDelimited(), frames);
  }

  /** Answers with an error, but to an error: two bridges would go on for ever. */
  void refuse(Throwable failure) {
    desk.refused(this, failure);
    if (!verb().equals("error")) {
      fail(failure, null);
    }
  }

  /** Answers with an error, of a request to this address if it isn't null. */
  void fail(Throwable failure, String address) {
    answer(BridgeVerbs.ERROR, id(), ErrorReply.json(failure, address).getBytes());
  }
}
