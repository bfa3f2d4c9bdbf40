// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;

/** A message that tells nobody what becomes of it. */
class Quiet extends Outgoing {
  private final int maxPending;

  Quiet(LoopSocket socket, int maxPending, Object... frames) {
    super(socket, ZmqMessage.of(frames));
    this.maxPending = maxPending;
  }

  @Override
  protected int maxPending() {
    return maxPending;
  }

  @Override
  protected void accepted() {}

  @Override
  protected void sent() {}

  @Override
  protected void refused(ZmqFailure failure, String why) {}
}
