// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import zmq.Command;
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
  private final Queue<Command> toDo = new ArrayDeque<>();
  private final Queue<Command> toDoLater = new ArrayDeque<>();
  private final Queue<Command> toDoForOthers = new ConcurrentLinkedQueue<>();
  private Poller poller;
  private OrderedMailbox io;
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
    io = context.firstIoMailbox();
    context.io().onInterrupt(this::soon);
    io.direct(this::tell, this::tellFromElsewhere);
    mailboxes.add(io);
    listen(wakeUp.channel(), this);
    wake();
    try {
      poller.run();
    } catch (Left left) {
      // It is over.
    } finally {
      left = true;
      toDo.forEach(io::deliver);
      toDoLater.forEach(io::deliver);
      deliver();
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
    for (int i = 0; i < TURNS && loop.turn() + carryOut() > 0; ) {
      i++;
    }
    turning = false;
    due = false;
    toDo.addAll(toDoLater);
    toDoLater.clear();
    if (loop.isOver()) {
      throw new Left();
    }
    if (!retries && loop.hasTimers()) {
      retries = true;
      poller.addTimer(RETRY_MILLIS, this, RETRY);
    }
    if (loop.isBusy() || !toDo.isEmpty() || !loop.inflow().park()) {
      wake();
    }
  }

  /**
   * Has the I/O do something: at the end of the turn if the loop's sockets ask for it. If it is the
   * I/O itself, then it may have taken a channel off its poller to put it there again, which JeroMQ
   * takes for what it was unless the poller has looked meanwhile (#1022): after the next turn.
   */
  private void tell(Command command) {
    if (turning) {
      toDo.add(command);
    } else {
      toDoLater.add(command);
      soon();
    }
  }

  /** Any thread but the loop's. */
  private void tellFromElsewhere(Command command) {
    toDoForOthers.add(command);
    loop.submit(
        new LoopTask() {
          @Override
          public void run() {
            // This turn will do it.
          }

          @Override
          public void closed() {
            deliver();
          }
        });
  }

  /** Any thread. Leaves what others asked for to JeroMQ's own thread. */
  private void deliver() {
    for (Command command; (command = toDoForOthers.poll()) != null; ) {
      io.deliver(command);
    }
  }

  private Command next() {
    Command next = toDo.poll();
    return next == null ? toDoForOthers.poll() : next;
  }

  /** Does what the I/O was told to; returns how many things that were. */
  private int carryOut() {
    int count = 0;
    for (Command command; (command = next()) != null; count++) {
      try {
        command.process();
      } catch (RuntimeException e) { // as JeroMQ's poller takes it
        context.survived(e);
      }
    }
    return count;
  }

  @Override
  public void await() {
    if (turning) {
      carryOut();
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
