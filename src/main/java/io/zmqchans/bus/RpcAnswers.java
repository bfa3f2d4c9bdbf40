// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.Tally;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The answers of one socket to its peers, and the requests that are owed one: each of these takes a
 * credit, which comes back when its answer needn't be waited for any more. For the loop thread; the
 * figures for any.
 */
final class RpcAnswers {
  private final Events events;
  private final int maxAside;
  private final long maxNanos;
  private final Tally accepted = new Tally();
  private final Tally settled = new Tally();
  private final Credits credits;
  private final Set<Envelope> owed = new LinkedHashSet<>(); // by identity
  private LoopSocket socket;
  private int aside;

  RpcAnswers(Events events, SocketOptions options, Credits credits) {
    this.events = events;
    this.credits = credits;
    this.maxAside = options.getMaxPending();
    this.maxNanos = TimeUnit.MILLISECONDS.toNanos(options.getRequestTimeout());
  }

  /** There is a socket to send them. */
  void opened(LoopSocket opened) {
    socket = opened;
  }

  /** How many more requests may be owed an answer. */
  int room() {
    return credits.available();
  }

  void owe(Envelope request) {
    credits.take(1);
    owed.add(request);
  }

  /** Returns false if that was done before. */
  boolean settle(Envelope request) {
    return owed.remove(request);
  }

  /** Returns those that were still owed an answer. */
  List<Envelope> settleAll() {
    List<Envelope> left = List.copyOf(owed);
    owed.clear();
    return left;
  }

  /** Answers a request that is settled. */
  void give(Envelope request, ZmqMessage answer) {
    send(request, answer, () -> credits.giveBack(1));
  }

  /** Answers a request that was never owed one. */
  void refuse(Envelope envelope, ZmqFailure failure, String why) {
    send(envelope, ErrorReply.of(failure, events.sentence(why)), () -> {});
  }

  private void send(Envelope envelope, ZmqMessage answer, Runnable onGone) {
    new RpcAnswer(socket, envelope.with(answer), this, onGone).run();
  }

  void accepted() {
    accepted.add(1);
  }

  void settled() {
    settled.add(1);
  }

  void refused(ZmqFailure failure, String why) {
    String told = events.sentence("could not send an answer, as it " + why);
    events.report(Events.Kind.REFUSED, failure + ": " + told);
  }

  /** One whose peer takes no more wants to let others pass; returns whether it may. */
  boolean stepAside() {
    if (aside >= maxAside) {
      return false;
    }
    aside++;
    return true;
  }

  void leaveAside() {
    aside--;
  }

  /** Whether one has stepped aside for too long, since then by {@link System#nanoTime()}. */
  boolean isOverdue(long since) {
    return System.nanoTime() - since > maxNanos;
  }

  /** Any thread. Requests without an answer on its way. */
  long inFlight() {
    return credits.inFlight();
  }

  /** Any thread. Whether there is no room. */
  boolean isStarving() {
    return credits.isStarving();
  }

  /** Any thread. Answers that ZeroMQ doesn't have yet. */
  long pending() {
    long done = settled.get(); // first, so that the difference isn't negative
    return accepted.get() - done;
  }
}
