// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.vertx.core.Completable;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How many peers a socket is connected to, over TCP. For the loop thread; {@link #count()} for any.
 * JeroMQ tells of connections on its I/O threads, holding a lock: they only leave a task for the
 * loop.
 */
public final class Peers {
  private static final long CLOSING_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private record Listener(SelectableChannel channel, SocketAddress address) {
    /**
     * The port goes when its thread's selector lets go of the closed channel, and a moment later:
     * whether it has gone only a bind can tell.
     */
    boolean isGone() {
      if (channel.isOpen() || channel.isRegistered()) {
        return false;
      }
      try (ServerSocketChannel probe = ServerSocketChannel.open()) {
        return address == null || probe.bind(address) != null;
      } catch (IOException e) {
        return false;
      }
    }
  }

  /** Of which endpoint, as JeroMQ resolved it, and since when. */
  record Connection(String endpoint, long nanoTime) {}

  private record Waiter(int count, Completable<Integer> result) {}

  private final PollLoop loop;
  private final boolean stream;
  private final Map<SelectableChannel, Connection> channels = new ConcurrentHashMap<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private final Map<String, Listener> listeners = new ConcurrentHashMap<>();
  private volatile Backlog backlog;
  private volatile boolean left;

  Peers(PollLoop loop, SocketKind kind) {
    this.loop = loop;
    this.stream = kind == SocketKind.STREAM;
  }

  /** Before it binds or connects: cuts new connections off while that is over. */
  void bound(Backlog limit) {
    backlog = limit;
  }

  /** Any thread. Ends every connection, as if the peer had: JeroMQ connects again by itself. */
  void cutAll() {
    channels.keySet().forEach(Peers::cut);
  }

  /** After the socket was closed: ends every connection, and what still comes. */
  void leave() {
    left = true;
    cutAll();
  }

  /** An endpoint was undone: ends those of its connections that outlive linger. */
  void leave(Predicate<Connection> leaver, int lingerMillis) {
    Runnable cut =
        () ->
            channels.forEach(
                (channel, connection) -> {
                  if (leaver.test(connection)) {
                    cut(channel);
                  }
                });
    loop.leaving().add(cut, lingerMillis);
  }

  /** Any thread. Ends one; closing it would leave JeroMQ's engine behind. */
  static void cut(SelectableChannel channel) {
    try {
      ((SocketChannel) channel).shutdownInput();
    } catch (IOException e) {
      // It is gone already.
    }
  }

  /** An I/O thread's, or the loop's. */
  void listens(String endpoint, SelectableChannel channel) {
    listeners.put(endpoint, new Listener(channel, address(channel)));
  }

  private static SocketAddress address(SelectableChannel channel) {
    try {
      return channel instanceof ServerSocketChannel listener ? listener.getLocalAddress() : null;
    } catch (IOException e) {
      return null; // gone already
    }
  }

  /** An I/O thread's. */
  void came(SelectableChannel channel, String endpoint) {
    if (left || (backlog != null && backlog.isOver())) {
      cut(channel);
    }
    channels.put(channel, new Connection(endpoint, System.nanoTime()));
    loop.submit(LoopTask.of(this::added));
  }

  /** An I/O thread's. */
  void gone(SelectableChannel channel) {
    channels.remove(channel);
  }

  /**
   * After an unbind. An I/O thread frees the port, a moment later: this waits for it, so that the
   * next one to bind it can't fail.
   */
  void awaitUnbound(String endpoint) {
    awaitGone(Stream.ofNullable(listeners.remove(endpoint)).toList(), freeBy());
  }

  /** The same for all that a closed socket had. */
  void awaitClosed(long nanoTime) {
    awaitGone(listeners.values(), nanoTime);
  }

  /** When a port that is closed now is free at the latest, or never. */
  static long freeBy() {
    return System.nanoTime() + CLOSING_NANOS;
  }

  private void awaitGone(Collection<Listener> closing, long nanoTime) {
    boolean waits = !closing.isEmpty() && !loop.isCrippled();
    while (waits && System.nanoTime() < nanoTime) {
      loop.awaitIo();
      waits = !closing.stream().allMatch(Listener::isGone);
    }
  }

  private void added() {
    if (stream) { // it has no handshake whose time would be up
      loop.context().nudge().soon();
    }
    recount();
  }

  private void recount() {
    channels.keySet().removeIf(channel -> !channel.isOpen());
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
    return (int) channels.keySet().stream().filter(SelectableChannel::isOpen).count();
  }

  Collection<SelectableChannel> connections() {
    return channels.keySet();
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
