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
 * <p>An interrupt, however long ago, leaves an EINTR behind in JeroMQ that fails a later call which
 * has done nothing yet: such a call is made again.
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
    return part == null && interrupted() ? base.recv(ZMQ.ZMQ_DONTWAIT) : part;
  }

  /** Whether it was taken; if not, {@link #errno()} says why. */
  boolean send(byte[] part, boolean more) {
    int flags = more ? ZMQ.ZMQ_DONTWAIT | ZMQ.ZMQ_SNDMORE : ZMQ.ZMQ_DONTWAIT;
    return base.send(new Msg(part), flags) || (interrupted() && base.send(new Msg(part), flags));
  }

  /** ZMQ_POLLIN and ZMQ_POLLOUT. */
  int events() {
    int events = base.getSocketOpt(ZMQ.ZMQ_EVENTS);
    if (events < 0 && interrupted()) {
      events = base.getSocketOpt(ZMQ.ZMQ_EVENTS);
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
