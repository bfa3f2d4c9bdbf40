// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import zmq.poll.IPollEvents;
import zmq.poll.Poller;
import zmq.poll.Poller.Handle;

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
  private final Map<SelectableChannel, Handle> handles = new HashMap<>();
  private final Set<OrderedMailbox> mailboxes = new HashSet<>();
  private Poller poller;
  private IoCommands commands;
  private PollLoop loop;
  private boolean due;
  private boolean turning;
  private boolean retries;
  private boolean left;

  IoSleeper(ZmqContext context) {
    this.context = context;
  }

  @Override
  public void open() throws IOException {
    wakeUp.open();
  }

  @Override
  public void run(PollLoop running) {
    loop = running;
    poller = context.io().poller();
    context.io().onInterrupt(this::soon);
    commands = new IoCommands(context, loop, this::soon);
    listen(wakeUp.channel(), this);
    wake();
    try {
      poller.run();
    } catch (Left left) {
      // It is over.
    } finally {
      left = true;
      commands.end();
      mailboxes.forEach(OrderedMailbox::indirect);
      mailboxes.clear();
      handles.values().forEach(poller::removeHandle);
      handles.clear();
      context.io().giveBack();
    }
  }

  private void listen(SelectableChannel channel, IPollEvents events) {
    Handle handle = poller.addHandle(channel, events);
    poller.setPollIn(handle);
    handles.put(channel, handle);
  }

  @Override
  public void add(LoopSocket socket) {
    OrderedMailbox mailbox = socket.mailbox();
    Runnable touch =
        () -> {
          socket.resume();
          soon();
        };
    if (mailbox == null) {
      listen(
          socket.channel(),
          new IPollEvents() {
            @Override
            public void inEvent() {
              touch.run();
            }
          });
    } else {
      mailboxes.add(mailbox);
      LoopTask told = told(socket, mailbox);
      mailbox.direct(
          command -> {
            mailbox.add(command);
            touch.run();
          },
          command -> {
            mailbox.add(command);
            loop.submit(told);
          });
    }
    touch.run(); // something may have come before
  }

  /** Whoever hears its signals by now is told by one. */
  private static LoopTask told(LoopSocket socket, OrderedMailbox mailbox) {
    return new LoopTask() {
      @Override
      public void run() {
        if (mailbox.isDirect()) {
          socket.resume();
        } else {
          mailbox.remind();
        }
      }

      @Override
      public void closed() {
        mailbox.remind();
      }
    };
  }

  @Override
  public void remove(LoopSocket socket) {
    OrderedMailbox mailbox = socket.mailbox();
    if (mailboxes.remove(mailbox)) {
      mailbox.indirect();
    }
    Handle handle = handles.remove(socket.channel());
    if (handle != null) {
      poller.removeHandle(handle);
    }
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
      poller.removeHandle(handles.remove(channel));
      listen(wakeUp.channel(), this);
    }
    soon();
  }

  private void soon() {
    if (!due && !turning) {
      due = true;
      poller.addTimer(0, this, TURN);
    }
  }

  @Override
  public void timerEvent(int id) {
    if (left) { // the I/O is another thread's by now
      return;
    }
    if (id == RETRY) {
      retries = false;
      loop.retry();
      soon();
      return;
    }
    loop.inflow().unpark();
    turning = true;
    for (int i = 0; i < TURNS && commands.turn() > 0; ) {
      i++;
    }
    turning = false;
    due = false;
    boolean more = commands.endTurn() || loop.isBusy();
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
    if (turning) {
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
