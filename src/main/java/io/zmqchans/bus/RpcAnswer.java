// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.Outgoing;

/**
 * An answer on its way back to a peer. For the loop thread. One whose peer takes no more at the
 * moment steps aside for the others, for at most {@code requestTimeout} and as one of at most
 * {@code maxPending}: who asks and doesn't read holds nobody up.
 */
final class RpcAnswer extends Outgoing {
  private final RpcAnswers all;
  private final Runnable onGone;
  private boolean accepted;
  private boolean aside;
  private long since;

  /**
   * An answer not yet submitted.
   *
   * @param onGone called once, when it needn't be waited for any more
   */
  RpcAnswer(LoopSocket socket, ZmqMessage message, RpcAnswers all, Runnable onGone) {
    super(socket, message);
    this.all = all;
    this.onGone = onGone;
  }

  /** There is one for each request, and these are bounded. */
  @Override
  protected int maxPending() {
    return Integer.MAX_VALUE;
  }

  @Override
  protected void accepted() {
    accepted = true;
    all.accepted();
  }

  @Override
  protected IfBlocked ifBlocked() {
    if (aside) {
      return all.isOverdue(since) ? IfBlocked.GIVE_UP : IfBlocked.STEP_ASIDE;
    } else if (!all.stepAside()) {
      return IfBlocked.GIVE_UP;
    }
    aside = true;
    since = System.nanoTime();
    onGone.run();
    return IfBlocked.STEP_ASIDE;
  }

  @Override
  protected void sent() {
    gone();
  }

  @Override
  protected void refused(ZmqFailure failure, String why) {
    gone();
    all.refused(failure, why);
  }

  private void gone() {
    if (accepted) {
      all.settled();
    }
    if (aside) {
      all.leaveAside();
    } else {
      onGone.run();
    }
  }
}
