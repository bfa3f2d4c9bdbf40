// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.lang.reflect.Field;
import java.nio.channels.Pipe;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import zmq.Command;
import zmq.Ctx;
import zmq.IMailbox;
import zmq.Mailbox;
import zmq.SocketBase;

/**
 * Makes JeroMQ signal in the right order, in one context. For the loop thread.
 *
 * <p>JeroMQ's {@code Signaler.send} writes the byte that wakes the reader, and only then counts it.
 * A reader that preempts the writer finds nothing counted, leaves the byte, is woken by it again,
 * and spins until the writer gets its time slice back: 4 ms, in the loop as in JeroMQ's threads. So
 * this puts a mailbox before each of JeroMQ's in the table that senders use, which does the same to
 * the same queue, counter and pipe, but counts before it writes. Whoever reads or closes a mailbox
 * has the original; when a socket is gone JeroMQ clears its entry.
 *
 * <p>All this is private to JeroMQ 0.6.0. If one field there is another, or out of reach (on the
 * module path, unless {@code --add-opens org.zeromq.jeromq/zmq=io.zmqchans}) nothing is touched.
 */
final class SignalOrder {
  private static final String MAILBOX = "Deque cpipe, Errno errno, Signaler signaler, String name";
  private static final String SIGNALER =
      "AtomicLong wcursor, Ctx ctx, Errno errno, Selector selector, SinkChannel w, "
          + "SourceChannel r, ThreadLocal rdummy, ThreadLocal wdummy, int pid, long rcursor";

  private static final Fields FIELDS = Fields.find();

  private record Fields(Field slots, Field queue, Field signaler, Field counter, Field pipe) {
    /** Null unless all is as it is known. */
    static Fields find() {
      try {
        Class<?> signaler = Class.forName("zmq.Signaler", false, Mailbox.class.getClassLoader());
        return has(Mailbox.class, MAILBOX) && has(signaler, SIGNALER)
            ? new Fields(
                PrivateField.open(Ctx.class, "slots", IMailbox[].class),
                PrivateField.open(Mailbox.class, "cpipe", Deque.class),
                PrivateField.open(Mailbox.class, "signaler", signaler),
                PrivateField.open(signaler, "wcursor", AtomicLong.class),
                PrivateField.open(signaler, "w", Pipe.SinkChannel.class))
            : null;
      } catch (ReflectiveOperationException e) {
        return null;
      }
    }

    private static boolean has(Class<?> type, String fields) {
      return Arrays.stream(type.getDeclaredFields())
          .filter(field -> !field.isSynthetic())
          .map(field -> field.getType().getSimpleName() + " " + field.getName())
          .sorted()
          .collect(Collectors.joining(", "))
          .equals(fields);
    }
  }

  private final int ioThreads;
  private OrderedMailbox firstIo;

  SignalOrder(int ioThreads) {
    this.ioThreads = ioThreads;
  }

  /** Any thread. Whether it can be done here. */
  static boolean isPossible() {
    return FIELDS != null;
  }

  /**
   * For a new socket, and for the threads of its context: these are there from the first on.
   *
   * @return what it put before the socket's mailbox; null if that is another kind of mailbox
   */
  OrderedMailbox mend(SocketBase socket) {
    try {
      IMailbox[] slots = (IMailbox[]) FIELDS.slots.get(socket.getCtx());
      for (int thread = 1; thread <= 1 + ioThreads; thread++) { // the reaper, the I/O threads
        mend(slots, thread);
      }
      mend(slots, socket.getTid());
      firstIo = (OrderedMailbox) slots[2];
      return slots[socket.getTid()] instanceof OrderedMailbox mended ? mended : null;
    } catch (IllegalAccessException e) {
      throw new AssertionError(e); // they are accessible, or there would be no FIELDS
    }
  }

  /** What it put before the mailbox of the first I/O thread. */
  OrderedMailbox firstIo() {
    return firstIo;
  }

  private static void mend(IMailbox[] slots, int thread) throws IllegalAccessException {
    if (slots[thread] != null && slots[thread].getClass() == Mailbox.class) {
      Object signaler = FIELDS.signaler.get(slots[thread]);
      @SuppressWarnings("unchecked") // nobody else puts anything in
      Deque<Command> queue = (Deque<Command>) FIELDS.queue.get(slots[thread]);
      AtomicLong counter = (AtomicLong) FIELDS.counter.get(signaler);
      Pipe.SinkChannel pipe = (Pipe.SinkChannel) FIELDS.pipe.get(signaler);
      slots[thread] = new OrderedMailbox(slots[thread], queue, counter, pipe);
    }
  }
}
