// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Set;
import org.zeromq.SocketType;
import org.zeromq.ZMQ.Socket;
import zmq.Ctx;
import zmq.SocketBase;

/**
 * A context of JeroMQ's whose sockets all tell which channel signals their commands. As thread-safe
 * as any.
 *
 * <p>JeroMQ doesn't tell that of the types it calls thread-safe ({@code SERVER}, {@code RADIO},
 * {@code DISH}), though they have one as all have: their mailbox's, which it registers with a
 * selector that it asks the context for.
 */
final class WatchableContext extends Ctx {
  /** The selector that a thread asked for last. Static, as a superclass's constructor asks, too. */
  private static final ThreadLocal<Selector> NEWEST = new ThreadLocal<>();

  private static final class Watchable extends Socket {
    private final SelectableChannel channel;
    private OrderedMailbox mailbox;

    Watchable(SocketBase base, SelectableChannel channel) {
      super(base);
      this.channel = channel;
    }

    @Override
    public SelectableChannel getFD() {
      return channel;
    }
  }

  /** Once asked for by {@link #lendIo()}; null as long as it isn't there. */
  private LentIo io;

  /** From the first socket on the I/O is what the {@link LentIo} returned says. */
  LentIo lendIo() {
    io = new LentIo(this);
    return io;
  }

  @Override
  public Selector createSelector() {
    Selector created = super.createSelector();
    NEWEST.set(created);
    if (io != null) {
      io.created(created);
    }
    return created;
  }

  @Override
  public boolean closeSelector(Selector selector) {
    if (io != null) {
      io.closes(selector, NEWEST.get());
      NEWEST.remove();
    }
    return super.closeSelector(selector);
  }

  /** What JeroMQ tells a socket of such a context through; null if that isn't known. */
  static OrderedMailbox mailbox(Socket socket) {
    return socket instanceof Watchable watchable ? watchable.mailbox : null;
  }

  static void setMailbox(Socket socket, OrderedMailbox mailbox) {
    ((Watchable) socket).mailbox = mailbox;
  }

  /** A fresh socket. */
  Socket socket(SocketType type) {
    SocketBase base = createSocket(type.type());
    SelectableChannel channel = base.getFD();
    if (channel == null) {
      Set<SelectionKey> keys = NEWEST.get().keys();
      if (keys.size() != 1) {
        throw new IllegalStateException(
            "JeroMQ's " + type + " is to wait for one channel, not for " + keys.size());
      }
      channel = keys.iterator().next().channel();
    }
    NEWEST.remove();
    return new Watchable(base, channel);
  }
}
