// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.AsyncResult;
import io.zmqchans.ZmqBridgeEvent;
import io.zmqchans.ZmqFailure;
import java.util.Map;

/** {@code register, address}: from then on the client is a consumer there; again is no other. */
final class BridgeRegister implements BridgeVerb {
  private static final byte[] REGISTERED = BridgeVerbs.frame("registered");

  @Override
  public int arguments() {
    return 1;
  }

  @Override
  public void run(BridgeCall call) {
    String address = BridgeFormat.address(call.argument(0));
    call.ask(call.event(ZmqBridgeEvent.Type.REGISTER, address), event -> register(call, address));
  }

  private static void register(BridgeCall call, String address) {
    BridgeDesk desk = call.desk();
    Map<String, BridgeRegistration> all = call.client().registrations();
    if (!desk.outbound().allows(address)) {
      throw desk.denied(address);
    }
    BridgeRegistration registration = all.get(address);
    if (registration == null && all.size() >= desk.options().getMaxRegistrations()) {
      throw ZmqFailure.FULL.exception(
          "the client has %d registrations, which is maxRegistrations".formatted(all.size()));
    } else if (registration == null) {
      registration = new BridgeRegistration(desk, call.client(), address);
      all.put(address, registration);
      desk.registrations(1);
    }
    registration.delimited(call.isDelimited());
    registration.completion().onComplete(done -> registered(call, address, done));
  }

  private static void registered(BridgeCall call, String address, AsyncResult<Void> done) {
    if (done.succeeded()) {
      call.answer(REGISTERED, call.argument(0));
      return;
    }
    if (call.client().registrations().remove(address) != null) {
      call.desk().registrations(-1);
    }
    call.fail(done.cause(), address);
  }
}
