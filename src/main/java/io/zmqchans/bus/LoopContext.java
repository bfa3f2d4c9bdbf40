// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.netty.channel.AbstractEventLoop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.zmqchans.loop.LoopTask;
import io.zmqchans.loop.PollLoop;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A context whose thread is the loop's: what is sent to its consumers, and what answers its
 * requests, is on the loop with one hop, without waking an event loop on the way. Any thread may
 * use it. When the loop is closed an event loop does what is left.
 *
 * <p>Alone in knowing Vert.x's inside, which has a way to make a context of any Netty event loop.
 */
final class LoopContext extends AbstractEventLoop {
  private static final Logger LOG = System.getLogger(LoopContext.class.getName());

  private final PollLoop loop;
  private final EventLoop fallback;
  private final LoopTimers timers;
  private volatile boolean closed;

  private LoopContext(PollLoop loop, EventLoop fallback) {
    this.loop = loop;
    this.fallback = fallback;
    this.timers = new LoopTimers(this, this::wakeAfter);
  }

  /** That context; an event loop's with a Vert.x that has no way to make one. */
  static Context of(Vertx vertx, PollLoop loop, Context eventLoop) {
    try {
      EventLoop fallback = ((ContextInternal) eventLoop).nettyEventLoop();
      EventLoop lane = new LoopContext(loop, fallback);
      ClassLoader loader = ((ContextInternal) eventLoop).classLoader();
      return ((VertxInternal) vertx)
          .contextBuilder()
          .withEventLoop(lane)
          .withClassLoader(loader)
          .build();
    } catch (LinkageError | ClassCastException e) {
      LOG.log(Level.INFO, "messages to 'in' go by an event loop: " + e);
      return eventLoop;
    }
  }

  /** Any thread. Whether that context is such a one. */
  static boolean isOne(Context context) {
    return context instanceof ContextInternal it && it.nettyEventLoop() instanceof LoopContext;
  }

  /** Any thread. The event loop's context behind that one; null if it is none, or such a one. */
  static Context eventLoopOf(Context contextOrNull) {
    return contextOrNull instanceof ContextInternal it
            && it.isEventLoopContext()
            && !(it.nettyEventLoop() instanceof LoopContext)
        ? it.unwrap()
        : null;
  }

  /** For the loop thread. Has such a context handle something, at once. */
  static <T> void dispatch(Context context, T event, Handler<T> handler) {
    ((ContextInternal) context).dispatch(event, handler);
  }

  @Override
  public boolean inEventLoop(Thread thread) {
    return loop.isRunBy(thread) || (closed && fallback.inEventLoop(thread));
  }

  @Override
  public void execute(Runnable task) {
    loop.submit(new Task(task));
  }

  private final class Task implements LoopTask {
    private final Runnable task;

    Task(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      task.run();
    }

    @Override
    public void closed() {
      closed = true;
      try {
        fallback.execute(task);
      } catch (RejectedExecutionException e) { // Vert.x is closed: there is no bus any more
        if (!loop.isRunBy(Thread.currentThread())) {
          throw e;
        }
      }
    }
  }

  private void wakeAfter(Runnable task, long nanos) {
    Future<?> unused = fallback.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return timers.add(task, delay, unit);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    return fallback.schedule(task, delay, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable task, long delay, long period, TimeUnit unit) {
    return fallback.scheduleAtFixedRate(() -> execute(task), delay, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long delay, long pause, TimeUnit unit) {
    return fallback.scheduleWithFixedDelay(() -> execute(task), delay, pause, unit);
  }

  @Override
  public ChannelFuture register(Channel channel) {
    return fallback.register(channel);
  }

  @Override
  public ChannelFuture register(ChannelPromise promise) {
    return fallback.register(promise);
  }

  @Override
  @Deprecated
  public ChannelFuture register(Channel channel, ChannelPromise promise) {
    return fallback.register(channel, promise);
  }

  @Override
  public boolean isShuttingDown() {
    return fallback.isShuttingDown();
  }

  @Override
  public boolean isShutdown() {
    return fallback.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return fallback.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return fallback.awaitTermination(timeout, unit);
  }

  @Override
  public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
    return terminationFuture(); // it ends with the loop
  }

  @Override
  public Future<?> terminationFuture() {
    return fallback.terminationFuture();
  }

  @Override
  @Deprecated
  public void shutdown() {
    // It ends with the loop.
  }
}
