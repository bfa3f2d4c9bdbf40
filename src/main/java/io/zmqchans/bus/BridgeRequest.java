// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.zmqchans.ZmqBridgeEvent;
import io.zmqchans.ZmqFailure;

/** {@code request, id, address, headers, body}: the consumer's reply or failure is the answer. */
final class BridgeRequest implements BridgeVerb {
  private static final byte[] REPLY = BridgeVerbs.frame("reply");

  @Override
  public int arguments() {
    return 4;
  }

  @Override
  public void run(BridgeCall call) {
    call.checkId();
    call.toBus(ZmqBridgeEvent.Type.REQUEST, 1, (event, options) -> request(call, event, options));
  }

  private static void request(BridgeCall call, BridgeEvent event, DeliveryOptions options) {
    BridgeDesk desk = call.desk();
    BridgeClient client = call.client();
    if (client.outstanding().size() >= desk.options().getMaxOutstanding()) {
      throw ZmqFailure.FULL.exception("the client has maxOutstanding requests unanswered");
    }
    options.setSendTimeout(desk.options().getReplyTimeout());
    Future<Message<Object>> reply = desk.bus().request(event.address(), event.body(), options);
    client.outstanding().add(call);
    reply.onComplete(
        done -> {
          boolean waited = client.outstanding().remove(call); // else gone, or told already
          if (done.failed() && waited) {
            desk.rejected(done.cause());
            call.fail(done.cause(), event.address());
          } else if (waited) {
            answer(call, event.address(), done.result());
          }
        });
  }

  private static void answer(BridgeCall call, String address, Message<Object> reply) {
    if (reply.replyAddress() != null) {
      reply.fail(ZmqFailure.UNSUPPORTED.code(), "a client of a bridge doesn't answer an answer");
    }
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(reply.headers());
    BridgeEvent event = call.event(ZmqBridgeEvent.Type.RECEIVE, address, headers, reply.body());
    call.desk()
        .hook()
        .ask(
            call.client(),
            event,
            () ->
                call.answer(
                    REPLY,
                    call.id(),
                    BridgeFormat.headers(event.headers(), event.body()),
                    BridgeFormat.body(event.body())),
            failure -> {
              String why = "didn't deliver a reply from " + address + ": " + failure.getMessage();
              call.desk().events().report(Events.Kind.DROPPED, why);
              call.fail(failure, address);
            });
  }
}
