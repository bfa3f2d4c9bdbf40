// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.vertx.core.Completable;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Socket;
import org.zeromq.ZMonitor;

/**
 * How many peers a socket is connected to, over TCP. For the loop thread; {@link #count()} for any.
 * JeroMQ tells of connections on its I/O threads, holding a lock: they only leave a task for the
 * loop.
 */
public final class Peers {
  private static final int EVENTS =
      ZMQ.EVENT_LISTENING | ZMQ.EVENT_CONNECTED | ZMQ.EVENT_ACCEPTED | ZMQ.EVENT_DISCONNECTED;
  private static final long CLOSING_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private record Waiter(int count, Completable<Integer> result) {}

  private final PollLoop loop;
  private final boolean stream;
  private final Set<SelectableChannel> channels = ConcurrentHashMap.newKeySet();
  private final List<Waiter> waiters = new ArrayList<>();
  private final Map<String, SelectableChannel> listeners = new HashMap<>();
  private boolean watching;

  Peers(PollLoop loop, SocketKind kind) {
    this.loop = loop;
    this.stream = kind == SocketKind.STREAM;
  }

  /** Before the socket binds or connects; of a ready-made one those count that come later. */
  void watch(Socket socket) {
    try {
      watching = socket.setEventHook(this::happened, EVENTS);
    } catch (IllegalStateException e) {
      // The owner of a ready-made socket watches it already, and there can be only one.
    }
  }

  /** Leaves it to others. */
  void unwatch(Socket socket) {
    if (watching) {
      socket.setEventHook(null, 0);
    }
  }

  /** An I/O thread's, or the loop's. */
  private void happened(ZEvent event) {
    SelectableChannel channel = event.getValue();
    if (event.getEvent() == ZMonitor.Event.LISTENING) { // told by bind itself
      listeners.put(event.getAddress(), channel);
    } else {
      boolean gone = event.getEvent() == ZMonitor.Event.DISCONNECTED;
      loop.submit(LoopTask.of(() -> update(channel, gone)));
    }
  }

  /**
   * After an unbind, or for null after the socket was closed. An I/O thread frees the port, a
   * moment later: this waits for it, so that the next one to bind it can't fail.
   */
  void awaitUnbound(String endpoint) {
    Collection<SelectableChannel> closing =
        endpoint == null
            ? List.copyOf(listeners.values())
            : Stream.ofNullable(listeners.remove(endpoint)).toList();
    long end = System.nanoTime() + CLOSING_NANOS;
    boolean waits = !closing.isEmpty();
    while (waits && System.nanoTime() < end) {
      // The port goes when the thread's selector lets go of the closed channel, and just after.
      waits = closing.stream().anyMatch(each -> each.isOpen() || each.isRegistered());
      LockSupport.parkNanos(1);
    }
  }

  private void update(SelectableChannel channel, boolean gone) {
    if (gone) {
      channels.remove(channel);
    } else {
      channels.add(channel);
      if (stream) { // it has no handshake whose time would be up
        loop.nudgeSoon();
      }
    }
    recount();
  }

  private void recount() {
    channels.removeIf(channel -> !channel.isOpen());
    int count = count();
    for (Waiter waiter : List.copyOf(waiters)) {
      if (waiter.count <= count) {
        waiters.remove(waiter);
        waiter.result.succeed(count);
      }
    }
  }

  /** Any thread. JeroMQ doesn't tell of connections that we closed ourselves, so it looks. */
  public int count() {
    return (int) channels.stream().filter(SelectableChannel::isOpen).count();
  }

  /** Gives the count as soon as it is at least that. */
  public void await(int atLeast, Completable<Integer> result) {
    waiters.add(new Waiter(atLeast, result));
    recount();
  }

  /** The result isn't waited for any longer. */
  public void forget(Completable<Integer> result) {
    waiters.removeIf(waiter -> waiter.result == result);
  }

  void failAll(RuntimeException closed) {
    waiters.forEach(waiter -> waiter.result.fail(closed));
    waiters.clear();
  }
}
