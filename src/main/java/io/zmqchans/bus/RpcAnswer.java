// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.Outgoing;
import io.zmqchans.loop.Tally;
import java.util.concurrent.TimeUnit;

/**
 * An answer on its way back to a peer. For the loop thread. One whose peer takes no more at the
 * moment steps aside for the others, for at most {@code requestTimeout} and as one of at most
 * {@code maxPending}: who asks and doesn't read holds nobody up.
 */
final class RpcAnswer extends Outgoing {
  /** The answers of one socket. For the loop thread; the figure for any. */
  static final class Queue {
    private final Events events;
    private final int maxAside;
    private final long maxNanos;
    private final Tally accepted = new Tally();
    private final Tally settled = new Tally();
    private int aside;

    Queue(Events events, int maxAside, long maxMillis) {
      this.events = events;
      this.maxAside = maxAside;
      this.maxNanos = TimeUnit.MILLISECONDS.toNanos(maxMillis);
    }

    /** Any thread. Answers that ZeroMQ doesn't have yet. */
    long pending() {
      long done = settled.get(); // first, so that the difference isn't negative
      return accepted.get() - done;
    }
  }

  private final Queue queue;
  private final Runnable onGone;
  private boolean accepted;
  private boolean aside;
  private long since;

  /**
   * An answer not yet submitted.
   *
   * @param onGone called once, when it needn't be waited for any more
   */
  RpcAnswer(LoopSocket socket, ZmqMessage message, Queue queue, Runnable onGone) {
    super(socket, message);
    this.queue = queue;
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
    queue.accepted.add(1);
  }

  @Override
  protected IfBlocked ifBlocked() {
    if (aside) {
      return System.nanoTime() - since > queue.maxNanos ? IfBlocked.GIVE_UP : IfBlocked.STEP_ASIDE;
    } else if (queue.aside >= queue.maxAside) {
      return IfBlocked.GIVE_UP;
    }
    aside = true;
    since = System.nanoTime();
    queue.aside++;
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
    String told = queue.events.sentence("could not send an answer, as it " + why);
    queue.events.report(Events.Kind.REFUSED, failure + ": " + told);
  }

  private void gone() {
    if (accepted) {
      queue.settled.add(1);
    }
    if (aside) {
      queue.aside--;
    } else {
      onGone.run();
    }
  }
}
