// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.vertx.core.Completable;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.zeromq.ZMQ.Socket;

/**
 * The thread that owns the sockets. {@link #run()} is given to one thread, which is the loop thread
 * until the loop is stopped; {@link #submit}, {@link #call} and {@link #stop} are for any thread;
 * all else is for the loop thread.
 *
 * <p>Each turn takes what was handed off, then lets every socket that may have something to do move
 * a bounded number of messages. When a turn moved nothing it sleeps on the sockets' signals, and
 * uses no CPU.
 */
public final class PollLoop {
  private static final int TASKS_PER_TURN = 1024;
  private static final long RETRY_MILLIS = 10;
  private static final long NUDGE_MILLIS = 5;

  private final String name;
  private final int maxConnections;
  private final Sleeper sleeper = new Sleeper();
  private final HandOff<LoopTask> handOff = new HandOff<>(sleeper::wake);
  private final ZmqContext context;
  private final Set<LoopSocket> sockets = new LinkedHashSet<>();
  private final Queue<LoopSocket> toServe = new ArrayDeque<>();
  private final Queue<LoopSocket> toRetry = new ArrayDeque<>();
  private final Leaving leaving = new Leaving();
  private LoopSocket zap;
  private boolean nudging;
  private long nudgeAt;
  private boolean stopping;
  private volatile boolean crippled;
  private volatile Thread thread;
  private long stopAt;

  /** Nothing happens before {@link #run()}. */
  public PollLoop(String name, int ioThreads, int maxConnections, boolean signalOrder) {
    this.name = name;
    this.maxConnections = maxConnections;
    this.context = new ZmqContext(name, ioThreads, signalOrder, this::ioThreadDied);
  }

  /**
   * Any thread. Has the task run after those submitted before, or tells it that the loop is closed.
   */
  public void submit(LoopTask task) {
    if (!handOff.offer(task)) {
      task.closed();
    }
  }

  /**
   * Any thread. Runs the task at once if that is the loop thread's own, else as {@link #submit}.
   */
  public void perform(LoopTask task) {
    if (isRunBy(Thread.currentThread())) {
      task.run();
    } else {
      submit(task);
    }
  }

  /**
   * Any thread. Has a function called on the loop thread; whatever it throws fails the result and
   * nothing else.
   */
  public <T> void call(Callable<T> function, Completable<T> result) {
    submit(new Call<>(name, function, result));
  }

  /** Any thread. Sends what is pending for at most that long, then closes everything and ends. */
  public void stop(long timeoutMillis) {
    long at = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    call(() -> stopBy(at), (done, closedAlready) -> {});
  }

  /**
   * Runs the loop until it is stopped. On return no socket is left, every task has run or was told,
   * and the thread has its name back. An interrupt stops the loop at once.
   *
   * @return whether ZeroMQ's context, too, has ended
   * @throws IOException if there can be no selector
   */
  public boolean run() throws IOException {
    Thread current = Thread.currentThread();
    String formerName = current.getName();
    current.setName(name + "-loop");
    thread = current;
    try {
      sleeper.open();
      context.open();
      while (!stopping || (hasPending() && System.nanoTime() < stopAt)) {
        turn();
      }
      drain();
      return close();
    } catch (Throwable died) {
      stopBy(System.nanoTime());
      close();
      throw died;
    } finally {
      thread = null;
      current.setName(formerName);
    }
  }

  /** Any thread. Whether that one is the loop thread. */
  public boolean isRunBy(Thread candidate) {
    return candidate == thread;
  }

  /**
   * Any thread. What JeroMQ's I/O threads do is lost with one of them, and their sockets' peers
   * would wait for ever: nothing is left but to end.
   */
  private void ioThreadDied(Thread thread, Throwable cause) {
    crippled = true;
    submit(
        LoopTask.of(
            () -> {
              throw new IllegalStateException(
                  "JeroMQ's thread " + thread.getName() + " died of " + cause, cause);
            }));
  }

  /**
   * Any thread. Whether one of JeroMQ's threads isn't there any more to do what it is asked for.
   */
  public boolean isCrippled() {
    return crippled;
  }

  int maxConnections() {
    return maxConnections;
  }

  private void turn() {
    int work = runTasks() + serve();
    if (work > 0 || !toServe.isEmpty()) {
      sleeper.look();
    } else {
      if (handOff.park()) {
        sleeper.sleep(hasTimers() ? RETRY_MILLIS : 0);
      }
      handOff.unpark();
      for (LoopSocket socket; (socket = toRetry.poll()) != null; ) {
        socket.resume();
      }
    }
    if (nudging && System.nanoTime() > nudgeAt) {
      nudging = false;
      context.nudge();
    }
    if (!leaving.isEmpty()) {
      leaving.look();
    }
    if (Thread.interrupted()) { // Vert.x is closing and could not ask
      stopBy(System.nanoTime());
    }
  }

  private boolean hasTimers() {
    return stopping || nudging || !toRetry.isEmpty() || !leaving.isEmpty();
  }

  private int runTasks() {
    int count = 0;
    for (LoopTask task; count < TASKS_PER_TURN && (task = handOff.poll()) != null; count++) {
      task.run();
    }
    return count;
  }

  private int serve() {
    int moved = 0;
    for (int n = toServe.size(); n > 0; n--) {
      moved += toServe.remove().serve();
    }
    return moved;
  }

  String name() {
    return name;
  }

  void toServe(LoopSocket socket) {
    toServe.add(socket);
  }

  /** Sees to it that a new connection isn't overlooked: see {@link ZmqContext#nudge}. */
  void nudgeSoon() {
    nudging = true;
    nudgeAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(NUDGE_MILLIS);
  }

  Leaving leaving() {
    return leaving;
  }

  /** Serves the socket again in a while: it is blocked and has no signal to tell when that ends. */
  void toRetry(LoopSocket socket) {
    toRetry.add(socket);
  }

  /**
   * Opens a socket: options, configurator, endpoints, subscriptions.
   *
   * @param maxLingerMillis what {@code linger} is by default
   * @param mechanism applied before the configurator
   * @throws RuntimeException if any of them fails; then nothing stays open
   */
  public LoopSocket open(
      SocketOptions options,
      int maxLingerMillis,
      Receiver receiver,
      Watcher watcher,
      SocketSetup mechanism) {
    SocketKind kind = SocketKind.of(options.getType());
    boolean conflates = options.getOptions().getValue("conflate") != null;
    LoopSocket socket =
        add(
            options.getName(),
            kind,
            context.socket(kind, conflates),
            receiver,
            watcher,
            context.inprocNames());
    try {
      Setup.fresh(options, maxLingerMillis, socket, mechanism);
      return socket;
    } catch (RuntimeException e) {
      close(socket, 0);
      throw e;
    }
  }

  /**
   * Takes over a ready-made socket: with its own options and context, plus what the configuration
   * says.
   *
   * @throws RuntimeException if that fails; then the socket is still its owner's
   */
  public LoopSocket adopt(
      SocketOptions options, Socket readyMade, Receiver receiver, Watcher watcher) {
    SocketKind kind = SocketKind.of(options.getType());
    if (readyMade.getSocketType() != kind.type()) {
      throw ZmqFailure.WRONG_STATE.exception(
          "socket '%s': configured as %s, found %s"
              .formatted(options.getName(), kind.type(), readyMade.getSocketType()));
    }
    if (readyMade.getFD() == null) {
      throw ZmqFailure.UNSUPPORTED.exception(
          "socket '%s': JeroMQ doesn't tell what signals a ready-made %s; have it opened instead"
              .formatted(options.getName(), kind.typeName()));
    }
    for (LoopSocket each : sockets) {
      if (each.is(readyMade)) {
        throw ZmqFailure.WRONG_STATE.exception(
            "socket '%s': was adopted already, as '%s'".formatted(options.getName(), each.name()));
      }
    }
    if (options.getPlain() != null || options.getCurve() != null) {
      throw ZmqFailure.UNSUPPORTED.exception(
          "socket '%s': a ready-made socket has the plain or curve that its owner gave it"
              .formatted(options.getName()));
    }
    LoopSocket socket = add(options.getName(), kind, readyMade, receiver, watcher, new HashSet<>());
    try {
      Setup.adopted(options, socket);
      return socket;
    } catch (RuntimeException e) {
      sockets.remove(socket);
      sleeper.remove(socket.channel());
      socket.disown();
      throw e;
    }
  }

  /**
   * Opens the socket that JeroMQ's handshakes ask whether to let a peer in (ZAP, RFC 27). It is to
   * be opened before any other, and is closed after all others.
   */
  public LoopSocket openZap(Receiver receiver) {
    Socket socket = context.socket(SocketKind.ROUTER, false);
    zap =
        new LoopSocket(
            this, "zap", SocketKind.ROUTER, socket, receiver, null, context.inprocNames());
    sleeper.add(zap.channel(), zap);
    zap.endpoints().bind("inproc://zeromq.zap.01");
    return zap;
  }

  private LoopSocket add(
      String socketName,
      SocketKind kind,
      Socket socket,
      Receiver receiver,
      Watcher watcher,
      Set<String> inprocNames) {
    LoopSocket added =
        new LoopSocket(this, socketName, kind, socket, receiver, watcher, inprocNames);
    sockets.add(added);
    sleeper.add(added.channel(), added);
    return added;
  }

  /** Closes one socket; what is pending on it is refused. */
  public void close(LoopSocket socket, int maxLingerMillis) {
    if (sockets.remove(socket)) {
      sleeper.remove(socket.channel());
      leaving.add(socket.peers()::leave, socket.close(maxLingerMillis));
      socket.peers().awaitClosed(Peers.freeBy());
    }
  }

  private boolean hasPending() {
    return sockets.stream().anyMatch(LoopSocket::hasPending);
  }

  private Void stopBy(long nanoTime) {
    stopAt = stopping ? Math.min(stopAt, nanoTime) : nanoTime;
    stopping = true;
    return null;
  }

  private void drain() {
    List<SelectableChannel> used =
        sockets.stream()
            .filter(socket -> socket.sent().get() > 0)
            .flatMap(socket -> socket.peers().connections().stream())
            .toList();
    if (!used.isEmpty() && !crippled) {
      Drain.await(used, stopAt);
    }
  }

  private boolean close() {
    handOff.close();
    for (LoopTask task; (task = handOff.poll()) != null; ) {
      task.closed();
    }
    long left = TimeUnit.NANOSECONDS.toMillis(stopAt - System.nanoTime());
    int linger = (int) Math.max(0, left);
    for (LoopSocket socket : sockets) {
      sleeper.remove(socket.channel());
      socket.close(linger);
    }
    long freeBy = Peers.freeBy();
    sockets.forEach(socket -> socket.peers().awaitClosed(freeBy));
    sockets.clear();
    if (zap != null) {
      sleeper.remove(zap.channel());
      zap.close(0);
    }
    sleeper.close();
    return context.close(linger);
  }
}
