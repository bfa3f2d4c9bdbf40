// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import zmq.Command;
import zmq.IMailbox;
import zmq.Mailbox;
import zmq.ZError;

/**
 * What senders find in place of a {@link Mailbox}: does the same to the same queue, counter and
 * pipe, but counts a signal before it writes it; or has the owner told directly. Any thread may
 * send; the rest is for the loop thread.
 */
final class OrderedMailbox implements IMailbox {
  private record Direct(Thread owner, Consumer<Command> here, Consumer<Command> elsewhere) {}

  private final IMailbox original;
  private final Deque<Command> queue;
  private final AtomicLong counter;
  private final Pipe.SinkChannel pipe;
  private volatile Direct direct;

  OrderedMailbox(
      IMailbox original, Deque<Command> queue, AtomicLong counter, Pipe.SinkChannel pipe) {
    this.original = original;
    this.queue = queue;
    this.counter = counter;
    this.pipe = pipe;
  }

  /**
   * From now on a command neither comes into the queue nor has a signal by itself: whoever sends it
   * gives it to one of these, the calling thread to {@code here}, and others to {@code elsewhere}.
   */
  void direct(Consumer<Command> here, Consumer<Command> elsewhere) {
    direct = new Direct(Thread.currentThread(), here, elsewhere);
  }

  /** From now on a command has its signal again, and so has what may be there. */
  void indirect() {
    direct = null;
    signal();
  }

  boolean isDirect() {
    return direct != null;
  }

  @Override
  public void send(Command command) {
    Direct way = direct;
    if (way == null) {
      deliver(command);
    } else if (way.owner == Thread.currentThread()) {
      way.here.accept(command);
    } else {
      way.elsewhere.accept(command);
    }
  }

  /** Without a signal. */
  void add(Command command) {
    queue.addLast(command);
  }

  /** With a signal. */
  void deliver(Command command) {
    add(command);
    signal();
  }

  /**
   * Any thread. Has whoever waits for a signal look at the queue.
   *
   * <p>Nobody needs one once it is closed. It may have been closed since the command came into the
   * queue: the last one that a socket waits for is taken without a signal, by a reader that is just
   * looking. JeroMQ fails then, and what its sender was to do next isn't done, say closing the
   * connection of that socket.
   */
  void signal() {
    counter.incrementAndGet();
    try {
      while (!WakeUp.write(pipe)) {
        LockSupport.parkNanos(1); // 64 KiB of signals that nobody took yet; JeroMQ spins
      }
    } catch (IOException e) {
      if (pipe.isOpen()) {
        throw new ZError.IOException(e);
      }
    }
  }

  @Override
  public Command recv(long timeout) {
    return original.recv(timeout);
  }

  @Override
  public void close() throws IOException {
    original.close();
  }
}
