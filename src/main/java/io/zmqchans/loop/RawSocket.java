// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

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
 */
final class RawSocket {
  private static final Errno ERRNO = new Errno();

  private final SocketBase base;

  RawSocket(Socket socket) {
    base = socket.base();
  }

  /** A part, or null. */
  Msg receive() {
    Msg part = base.recv(ZMQ.ZMQ_DONTWAIT);
    if (part == null && interrupted()) {
      part = base.recv(ZMQ.ZMQ_DONTWAIT);
      Thread.currentThread().interrupt();
    }
    return part;
  }

  /** Whether it was taken; if not, {@link #errno()} says why. */
  boolean send(byte[] part, boolean more) {
    int flags = more ? ZMQ.ZMQ_DONTWAIT | ZMQ.ZMQ_SNDMORE : ZMQ.ZMQ_DONTWAIT;
    boolean taken = base.send(new Msg(part), flags);
    if (!taken && interrupted()) {
      taken = base.send(new Msg(part), flags);
      Thread.currentThread().interrupt();
    }
    return taken;
  }

  /** ZMQ_POLLIN and ZMQ_POLLOUT. */
  int events() {
    int events = base.getSocketOpt(ZMQ.ZMQ_EVENTS);
    if (events < 0 && interrupted()) {
      events = base.getSocketOpt(ZMQ.ZMQ_EVENTS);
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
