// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.vertx.core.Completable;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Socket;

/**
 * How many peers a socket is connected to, over TCP. For the loop thread; {@link #count()} for any.
 * JeroMQ tells of connections on its I/O threads, holding a lock: they only leave a task for the
 * loop.
 */
public final class Peers {
  private static final int EVENTS =
      ZMQ.EVENT_CONNECTED | ZMQ.EVENT_ACCEPTED | ZMQ.EVENT_DISCONNECTED;

  private record Waiter(int count, Completable<Integer> result) {}

  private final PollLoop loop;
  private final boolean stream;
  private final Set<SelectableChannel> channels = ConcurrentHashMap.newKeySet();
  private final List<Waiter> waiters = new ArrayList<>();
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
    boolean gone = event.getEvent() == org.zeromq.ZMonitor.Event.DISCONNECTED;
    SelectableChannel channel = event.getValue();
    loop.submit(LoopTask.of(() -> update(channel, gone)));
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
