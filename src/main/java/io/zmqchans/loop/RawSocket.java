// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Supplier;
import org.zeromq.ZMQ.Socket;
import zmq.Msg;
import zmq.SocketBase;
import zmq.ZError;
import zmq.ZMQ;
import zmq.util.Errno;

/**
 * The three calls that move messages, without blocking and without exceptions. For the loop thread.
 *
 * <p>JeroMQ takes an interrupt away and leaves an EINTR behind instead, which fails this or a later
 * call before it did anything: such a call is made again, and the interrupt given back to the loop.
 *
 * <p>A closed socket at the other end of an inproc pipe may take our answer and be gone before
 * JeroMQ has signalled it. That fails the call which answered, after it answered and before it did
 * anything else: it is made again, too. The peer's last command, there by then, fails an assertion
 * if these are on, after it has been carried out.
 */
final class RawSocket {
  private static final Errno ERRNO = new Errno();
  private static final MethodHandle XSEND = xsend();

  private static final int TRIES = 3;

  private final SocketBase base;
  private final Supplier<Msg> receiving;
  private final Supplier<Integer> looking;

  RawSocket(Socket socket) {
    base = socket.base();
    receiving = () -> base.recv(ZMQ.ZMQ_DONTWAIT);
    looking = () -> base.getSocketOpt(ZMQ.ZMQ_EVENTS);
  }

  private static <T> T calm(Supplier<T> call) {
    for (int tries = 1; ; tries++) {
      try {
        return call.get();
      } catch (ZError.IOException | AssertionError e) {
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }

  /** A part, or null. */
  Msg receive() {
    Msg part = calm(receiving);
    if (part == null && interrupted()) {
      part = calm(receiving);
      Thread.currentThread().interrupt();
    }
    return part;
  }

  /** Whether it was taken; if not, {@link #errno()} says why. */
  boolean send(byte[] part, boolean more) {
    return send(new Msg(part), more);
  }

  /** The same with what JeroMQ has beside a part. */
  boolean send(Msg part, boolean more) {
    int flags = more ? ZMQ.ZMQ_DONTWAIT | ZMQ.ZMQ_SNDMORE : ZMQ.ZMQ_DONTWAIT;
    boolean taken;
    try {
      taken = base.send(part, flags);
    } catch (ZError.IOException | AssertionError e) {
      taken = calm(() -> base.send(part, flags));
    }
    if (!taken && interrupted()) {
      taken = calm(() -> base.send(part, flags));
      Thread.currentThread().interrupt();
    }
    return taken;
  }

  /**
   * Adds a part to the message under way. JeroMQ's own send first takes its I/O threads' commands,
   * and when one of these ends a connection in the middle of a message it fails an assertion, or
   * sends the rest to another peer: between parts it must not look.
   */
  boolean sendRest(byte[] part, boolean more) {
    if (XSEND == null) {
      return send(part, more);
    }
    Msg msg = new Msg(part);
    if (more) {
      msg.setFlags(Msg.MORE);
    }
    try {
      return (boolean) XSEND.invokeExact(base, msg);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e); // it declares none
    }
  }

  private static MethodHandle xsend() {
    try {
      MethodType type = MethodType.methodType(boolean.class, Msg.class);
      return MethodHandles.privateLookupIn(SocketBase.class, MethodHandles.lookup())
          .findVirtual(SocketBase.class, "xsend", type);
    } catch (ReflectiveOperationException e) {
      return null; // on the module path, unless --add-opens org.zeromq.jeromq/zmq=io.zmqchans
    }
  }

  /** ZMQ_POLLIN and ZMQ_POLLOUT. */
  int events() {
    int events = calm(looking);
    if (events < 0 && interrupted()) {
      events = calm(looking);
      Thread.currentThread().interrupt();
    }
    return Math.max(events, 0);
  }

  int errno() {
    return base.errno();
  }

  private boolean interrupted() {
    boolean was = base.errno() == ZError.EINTR;
    if (was) {
      ERRNO.set(0);
    }
    return was;
  }
}
