// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.MultiMap;
import io.vertx.core.eventbus.DeliveryOptions;
import io.zmqchans.ZmqBridgeEvent;
import java.nio.charset.StandardCharsets;

/** {@code reply, token, headers, body}: answers a request that the client was given. */
final class BridgeReply implements BridgeVerb {
  @Override
  public int arguments() {
    return 3;
  }

  @Override
  public void run(BridgeCall call) {
    BridgeTokens tokens = call.desk().tokens();
    String token = new String(call.argument(0), StandardCharsets.US_ASCII);
    String address = tokens.find(call.client(), token).address();
    MultiMap headers = call.client().headers(call.argument(1));
    Object body = BridgeFormat.body(headers, call.argument(2));
    call.ask(
        call.event(ZmqBridgeEvent.Type.REPLY, address, headers, body),
        event -> {
          DeliveryOptions options = Outlet.options();
          event.headers().forEach(options::addHeader);
          tokens.take(call.client(), token).reply(event.body(), options);
        });
  }
}
