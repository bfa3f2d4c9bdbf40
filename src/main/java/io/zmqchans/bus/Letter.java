// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.Outgoing;

/**
 * A message on its way from {@code in} to a socket, as the figures see it. Made on the verticle's
 * context; the rest is called as {@link Outgoing} says.
 */
abstract class Letter extends Outgoing {
  private final InChannel channel;
  private boolean waiting;

  Letter(InChannel channel, LoopSocket socket, ZmqMessage message) {
    super(socket, message);
    this.channel = channel;
  }

  @Override
  protected final int maxPending() {
    return channel.maxPending();
  }

  @Override
  protected final void accepted() {
    waiting = true;
    channel.accepted();
  }

  @Override
  protected final void sent() {
    channel.settled();
    taken();
  }

  @Override
  protected final void refused(ZmqFailure failure, String why) {
    if (waiting) {
      channel.settled();
    } else {
      channel.arrived();
    }
    returned(failure, why);
  }

  /** ZeroMQ has it. */
  protected abstract void taken();

  /** No part of it left; {@code why} follows the socket's name in a sentence. */
  protected abstract void returned(ZmqFailure failure, String why);
}
