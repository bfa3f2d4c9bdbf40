// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import zmq.poll.IPollEvents;
import zmq.poll.Poller;

/**
 * Sleeps where JeroMQ's I/O does, which the loop thread does itself. For the loop thread, except
 * {@link #wake()}.
 *
 * <p>A thread that wakes another takes longer than all else that is done for a message, and here
 * none has to between the network and the loop. What its sockets and the I/O tell each other has no
 * signal either, as both are looked at before the thread sleeps.
 *
 * <p>The loop's turns are timers of JeroMQ's poller that are due at once: these go off before it
 * looks at its channels again, when it isn't in the middle of anything.
 */
final class IoSleeper implements Sleeper, IPollEvents {
  private static final int TURN = 1;
  private static final int RETRY = 2;

  /** Turns in a row before the network has its own. */
  private static final int TURNS = 4;

  /** Leaves the poller, which knows only one other way to end: for good. */
  @SuppressWarnings("serial") // nobody writes it
  private static final class Left extends RuntimeException {
    Left() {
      super(null, null, false, false);
    }
  }

  private final ZmqContext context;
  private final WakeUp wakeUp = new WakeUp();
  private Poller poller;
  private IoCommands commands;
  private IoSignals signals;
  private PollLoop loop;
  private boolean due; // from when it is asked for until the turn is over
  private boolean retries;
  private boolean running;

  IoSleeper(ZmqContext context) {
    this.context = context;
  }

  @Override
  public void open() throws IOException {
    wakeUp.open();
  }

  @Override
  public void run(PollLoop toRun) {
    loop = toRun;
    running = true;
    poller = context.io().poller();
    context.io().onInterrupt(this::soon);
    commands = new IoCommands(context, loop, this::soon);
    signals = new IoSignals(loop, poller, this::soon);
    signals.listen(wakeUp.channel(), this);
    wake();
    try {
      poller.run();
    } catch (Left over) {
      // As it was meant to be.
    } finally {
      running = false;
      commands.end();
      signals.end();
      context.io().giveBack();
    }
  }

  @Override
  public void add(LoopSocket socket) {
    signals.add(socket);
  }

  @Override
  public void remove(LoopSocket socket) {
    signals.remove(socket);
  }

  @Override
  public void wake() {
    wakeUp.send();
  }

  /** A wake-up came. */
  @Override
  public void inEvent() {
    SelectableChannel channel = wakeUp.channel();
    if (!wakeUp.receive()) {
      signals.ignore(channel);
      signals.listen(wakeUp.channel(), this);
    }
    soon();
  }

  private void soon() {
    if (!due) {
      due = true;
      poller.addTimer(0, this, TURN);
    }
  }

  @Override
  public void timerEvent(int id) {
    if (!running) { // the I/O is another thread's by now
      return;
    }
    if (id == RETRY) {
      retries = false;
      loop.agenda().retry();
      soon();
      return;
    }
    loop.inflow().unpark();
    for (int i = 0; i < TURNS && commands.turn() > 0; ) {
      i++;
    }
    due = false;
    boolean more = commands.endTurn() || !loop.agenda().isEmpty();
    if (loop.isOver()) {
      throw new Left();
    }
    if (!retries && loop.hasTimers()) {
      retries = true;
      poller.addTimer(RETRY_MILLIS, this, RETRY);
    }
    if (more || !loop.inflow().park()) {
      wake();
    }
  }

  @Override
  public void await() {
    if (running) { // in a turn, as all is that the loop does meanwhile
      commands.carryOut();
      try {
        context.io().letGo();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    SelectorSleeper.pause();
  }

  @Override
  public void close() {
    wakeUp.close();
  }
}
