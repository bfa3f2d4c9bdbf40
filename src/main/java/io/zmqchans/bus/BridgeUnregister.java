// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.zmqchans.ZmqBridgeEvent;
import io.zmqchans.ZmqFailure;

/** {@code unregister, address}: the client isn't a consumer there any more. */
final class BridgeUnregister implements BridgeVerb {
  private static final byte[] UNREGISTERED = BridgeVerbs.frame("unregistered");

  @Override
  public int arguments() {
    return 1;
  }

  @Override
  public void run(BridgeCall call) {
    String address = BridgeFormat.address(call.argument(0));
    call.ask(
        call.event(ZmqBridgeEvent.Type.UNREGISTER, address), event -> unregister(call, address));
  }

  private static void unregister(BridgeCall call, String address) {
    BridgeRegistration registration = call.client().registrations().remove(address);
    if (registration == null) {
      throw ZmqFailure.WRONG_STATE.exception("the client isn't registered at " + address);
    }
    call.desk().registrations(-1);
    registration
        .end()
        .onComplete(
            done -> {
              if (done.succeeded()) {
                call.answer(UNREGISTERED, call.argument(0));
              } else {
                call.fail(done.cause(), address);
              }
            });
  }
}
