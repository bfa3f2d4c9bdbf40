// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.vertx.core.Completable;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

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
  private final String name;
  private final int maxConnections;
  private final ZmqContext context;
  private final Sleeper sleeper;
  private final Inflow inflow;
  private final Sockets sockets;
  private final Agenda agenda = new Agenda();
  private final Leaving leaving = new Leaving();
  private final Stopping stopping = new Stopping();
  private volatile boolean crippled;
  private volatile Thread thread;

  /**
   * Nothing happens before {@link #run()}.
   *
   * @param ioThreads with 0 the loop thread does the I/O itself, if signals can be in the right
   *     order
   */
  public PollLoop(String name, int ioThreads, int maxConnections, boolean signalOrder) {
    this.name = name;
    this.maxConnections = maxConnections;
    this.context = new ZmqContext(name, ioThreads, signalOrder, this::ioThreadDied);
    this.sleeper = context.isOnLoop() ? new IoSleeper(context) : new SelectorSleeper();
    this.inflow = new Inflow(sleeper::wake);
    this.sockets = new Sockets(this, context, sleeper, leaving);
  }

  /**
   * Any thread. Has the task run after those submitted before, or tells it that the loop is closed.
   */
  public void submit(LoopTask task) {
    inflow.submit(task);
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
    submit(LoopTask.of(() -> stopping.by(at)));
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
      sleeper.run(this);
      if (!crippled) {
        Drain.await(sockets.used(), stopping.at());
      }
      return close();
    } catch (Throwable died) {
      stopping.by(System.nanoTime());
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

  /** Does what is to be done, within a budget; returns how many things that were. */
  int turn() {
    int work = inflow.run() + agenda.serve();
    context.nudge().ifDue();
    leaving.look();
    if (Thread.interrupted()) { // Vert.x is closing and could not ask
      stopping.by(System.nanoTime());
    }
    return work;
  }

  /** Whether it is to stop, and has nothing left to send or no more time. */
  boolean isOver() {
    return stopping.isAsked() && !(sockets.hasPending() && stopping.hasTime());
  }

  /** Whether there is something to be looked at every now and then. */
  boolean hasTimers() {
    return stopping.isAsked()
        || context.nudge().isWanted()
        || agenda.hasRetries()
        || !leaving.isEmpty();
  }

  Inflow inflow() {
    return inflow;
  }

  /** Gives JeroMQ's I/O a moment. */
  void awaitIo() {
    sleeper.await();
  }

  String name() {
    return name;
  }

  Agenda agenda() {
    return agenda;
  }

  /** Any thread. The sockets; to open and close them, too. */
  public Sockets sockets() {
    return sockets;
  }

  ZmqContext context() {
    return context;
  }

  Leaving leaving() {
    return leaving;
  }

  private boolean close() {
    inflow.close(name);
    int linger = stopping.millisLeft();
    sockets.closeAll(linger);
    sleeper.close();
    return context.close(linger);
  }
}
