// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.vertx.core.internal.logging.Logger;
import io.vertx.core.internal.logging.LoggerFactory;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.zeromq.SocketType;
import org.zeromq.ZMQ.Socket;
import zmq.SocketBase;
import zmq.ZMQ;

/** One ZeroMQ context, private to one loop. For the loop thread. */
final class ZmqContext {
  /** What termination may take beyond the sockets' linger before it is left to itself. */
  private static final long GRACE_MILLIS = 1_000;

  static {
    // JeroMQ asserts what any peer can make wrong, say that who unsubscribes had subscribed, and
    // then never ends. This holds for its classes that aren't in use yet.
    SocketBase.class.getClassLoader().setPackageAssertionStatus("zmq", false);
  }

  /** Why signals stay as they are, and what may help. */
  private static final String WHY_NOT =
      ZmqContext.class.getModule().isNamed()
          ? "as nobody said --add-opens org.zeromq.jeromq/zmq=io.zmqchans"
          : "as this JeroMQ can't be mended from outside";

  private static final String INSTEAD =
      "on a thread of its own, as with that order, or with JeroMQ's assertions, it has to be";

  private static final Logger LOG = LoggerFactory.getLogger(ZmqContext.class);

  private final String name;
  private final int ioThreads;
  private final SignalOrder signalOrder;
  private final boolean onLoop;
  private final Set<String> inprocNames = new HashSet<>();
  private final UncaughtExceptionHandler onDeath;
  private WatchableContext context;
  private LentIo io;
  private boolean mended;
  private Nudge nudge;

  /**
   * Nothing happens before it is opened.
   *
   * @param onDeath called by an I/O thread that dies, with the rest of the context useless
   */
  ZmqContext(String name, int ioThreads, boolean signalOrder, UncaughtExceptionHandler onDeath) {
    this.name = name;
    this.ioThreads = Math.max(1, ioThreads);
    this.onDeath = onDeath;
    boolean mends = signalOrder && SignalOrder.isPossible();
    this.signalOrder = mends ? new SignalOrder(this.ioThreads) : null;
    this.onLoop = ioThreads == 0 && mends && LentIo.isPossible();
    String why = signalOrder ? WHY_NOT : "as configured";
    String order = mends ? "in the right order" : "in its own order, " + why;
    String io = ioThreads > 0 ? "" : "; its I/O " + (onLoop ? "on the loop's thread" : INSTEAD);
    LOG.info(name + ": signals of JeroMQ " + order + io);
  }

  void open() {
    context = new WatchableContext();
    nudge = new Nudge(context, ioThreads);
    context.set(ZMQ.ZMQ_IO_THREADS, ioThreads);
    context.set(ZMQ.ZMQ_MAX_SOCKETS, 1 << 16);
    context.setUncaughtExceptionHandler(onDeath);
    // What JeroMQ survived, say a peer that is gone while it is being told something.
    context.setNotificationExceptionHandler((thread, e) -> survived(e));
    if (onLoop) {
      io = context.lendIo();
      socket(SocketType.PAIR).close(); // JeroMQ has its threads from the first on
    }
  }

  /** Any thread. JeroMQ goes on after this. */
  void survived(Throwable e) {
    LOG.debug(name, e);
  }

  /** Whether the loop thread is to do the I/O. */
  boolean isOnLoop() {
    return onLoop;
  }

  /** The I/O that the loop thread is to do. */
  LentIo io() {
    return io;
  }

  /** By what that I/O is told what to do. */
  OrderedMailbox firstIoMailbox() {
    return signalOrder.firstIo();
  }

  private Socket socket(SocketType type) {
    Socket socket = context.socket(type);
    if (!mended) {
      Timers.mend(context);
      mended = true;
    }
    if (signalOrder != null) {
      WatchableContext.setMailbox(socket, signalOrder.mend(socket.base()));
    }
    return socket;
  }

  /**
   * A fresh socket.
   *
   * <p>A {@code pub} is an XPUB that says it is a PUB, a {@code push} a DEALER that says it is a
   * PUSH: JeroMQ keeps what peers send to its PUB for ever, to its PUSH up to {@code rcvhwm}, and
   * then never sees them leave. What these get can be read and thrown away. No XPUB has the option
   * {@code CONFLATE}.
   *
   * <p>Draft types are what they are made of in the same way, as far as that goes: JeroMQ's own
   * CLIENT and GATHER never return from a message of three frames. SERVER, RADIO and DISH are its
   * own: a ROUTER would let peers choose their routing id, and nothing else has groups.
   */
  Socket socket(SocketKind kind, boolean keepsLast) {
    SocketType type =
        switch (kind) {
          case PUB -> keepsLast ? SocketType.PUB : SocketType.XPUB;
          case PUSH, CLIENT, SCATTER -> SocketType.DEALER;
          case GATHER -> SocketType.PULL;
          case CHANNEL -> SocketType.PAIR;
          default -> kind.type();
        };
    Socket socket = socket(type);
    if (type != kind.type()) {
      socket.base().setSocketOpt(ZMQ.ZMQ_AS_TYPE, kind.type().type());
    }
    if (kind == SocketKind.RADIO) {
      RadioMembers.mend(socket.base());
    }
    return socket;
  }

  /** What makes new connections be noticed. */
  Nudge nudge() {
    return nudge;
  }

  /** The inproc names bound in this context. */
  Set<String> inprocNames() {
    return inprocNames;
  }

  /**
   * After all sockets are closed. JeroMQ's termination can't be bounded, so another thread waits
   * for it.
   *
   * @return whether it ended in time
   */
  boolean close(long lingerMillis) {
    if (context == null) {
      return true;
    }
    if (io != null) {
      io.giveBack();
    }
    Thread terminator = new Thread(context::terminate, name + "-term");
    terminator.setDaemon(true);
    terminator.start();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(lingerMillis + GRACE_MILLIS);
    while (terminator.isAlive()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      try {
        terminator.join(left);
      } catch (InterruptedException e) {
        // An interrupt means "stop", and that is what is going on; it is bounded.
      }
    }
    return true;
  }
}
