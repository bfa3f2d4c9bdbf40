// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;

/**
 * A message on its way out. Made by any thread and submitted to the loop; one of the outcomes is
 * called then, once, on the loop thread, or for a closed loop on the submitter's.
 */
public abstract class Outgoing implements LoopTask {
  /** What becomes of it when its peer, or all of them, takes no more at the moment. */
  public enum IfBlocked {
    /** It waits, and so do those behind it. */
    WAIT,
    /** It waits, and those behind it go first. */
    STEP_ASIDE,
    /** It is refused. */
    GIVE_UP
  }

  private final LoopSocket socket;
  final ZmqMessage message;

  protected Outgoing(LoopSocket socket, ZmqMessage message) {
    this.socket = socket;
    this.message = message;
  }

  @Override
  public final void run() {
    socket.traffic().enqueue(this);
  }

  @Override
  public final void closed() {
    refused(ZmqFailure.CLOSED, "is closed");
  }

  /** How many messages may wait on the socket, this one included. */
  protected abstract int maxPending();

  /** It waits, until one of the outcomes. */
  protected abstract void accepted();

  /** Asked each time that ZeroMQ doesn't take it. */
  protected IfBlocked ifBlocked() {
    return IfBlocked.WAIT;
  }

  /** ZeroMQ has the whole message. */
  protected abstract void sent();

  /**
   * No part of it left.
   *
   * @param why follows the socket's name in a sentence
   */
  protected abstract void refused(ZmqFailure failure, String why);
}
