// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

/** {@code ping}: is answered, and so tells both that the other is there. */
final class BridgePing implements BridgeVerb {
  private static final byte[] PONG = BridgeVerbs.frame("pong");

  @Override
  public int arguments() {
    return 0;
  }

  @Override
  public void run(BridgeCall call) {
    call.answer(PONG);
    call.desk().done();
  }
}
