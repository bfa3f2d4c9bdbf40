// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import zmq.Command;

/**
 * What JeroMQ's I/O is told to do while the loop thread does it. For the loop thread, except where
 * it says otherwise.
 *
 * <p>What the loop's sockets ask for is done at the end of the turn. What the I/O asks itself for
 * waits for the next: it may just have taken a channel off its poller to put it there again, which
 * the poller takes for what it was unless it has looked meanwhile (JeroMQ #1022).
 */
final class IoCommands {
  private final ZmqContext context;
  private final PollLoop loop;
  private final OrderedMailbox mailbox;
  private final Queue<Command> now = new ArrayDeque<>();
  private final Queue<Command> later = new ArrayDeque<>();
  private final Queue<Command> fromElsewhere = new ConcurrentLinkedQueue<>();
  private final Runnable onLater;
  private boolean turning;

  /** The turn that it is a part of carries them out. */
  private final LoopTask look = LoopTask.of(() -> {}, this::passOn);

  /**
   * From now on, until it {@link #end}s.
   *
   * @param onLater run when there is something for a turn that nobody may have asked for yet
   */
  IoCommands(ZmqContext context, PollLoop loop, Runnable onLater) {
    this.context = context;
    this.loop = loop;
    this.onLater = onLater;
    mailbox = context.firstIoMailbox();
    mailbox.direct(this::add, this::addFromElsewhere);
  }

  private void add(Command command) {
    if (turning) {
      now.add(command);
    } else {
      later.add(command);
      onLater.run();
    }
  }

  /** Any other thread. */
  private void addFromElsewhere(Command command) {
    fromElsewhere.add(command);
    loop.submit(look);
  }

  /** Gives the loop its turn, and does what that asks for; returns how many things were done. */
  int turn() {
    turning = true;
    int count = loop.turn();
    turning = false;
    return count + carryOut();
  }

  /** Does what is to be done now; returns how many things that were. */
  int carryOut() {
    int count = 0;
    boolean former = turning;
    turning = false;
    for (Command command; (command = next()) != null; count++) {
      try {
        command.process();
      } catch (RuntimeException e) { // as JeroMQ's poller takes it
        context.survived(e);
      }
    }
    turning = former;
    return count;
  }

  private Command next() {
    Command next = now.poll();
    return next == null ? fromElsewhere.poll() : next;
  }

  /** The turn is over; returns whether there is something for the next. */
  boolean endTurn() {
    now.addAll(later);
    later.clear();
    return !now.isEmpty();
  }

  /** Leaves the rest to JeroMQ's own thread. */
  void end() {
    now.forEach(mailbox::deliver);
    later.forEach(mailbox::deliver);
    passOn();
    mailbox.indirect();
  }

  /** Any thread. */
  private void passOn() {
    for (Command command; (command = fromElsewhere.poll()) != null; ) {
      mailbox.deliver(command);
    }
  }
}
