// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonArray;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Poller;
import org.zeromq.ZMQ.Socket;

/**
 * S2, both ways: a thread with {@code ZMQ.Poller} over a socket and an inproc pair, by which the
 * consumer on the bus wakes it.
 */
final class HandLoop {
  private final Vertx vertx = Vertx.vertx();
  private final EventBus bus = vertx.eventBus();
  private final ZMQ.Context context = ZMQ.context(1);
  private final Queue<JsonArray> queue = new ConcurrentLinkedQueue<>();
  private final Socket socket;
  private final Socket waker;
  private final Socket woken;
  private final Poller poller;
  private final int most;

  /**
   * With so many idle sockets that it polls, too.
   *
   * @param most how many messages it receives before it polls again
   */
  private HandLoop(SocketType type, int idle, int most) throws Exception {
    this.most = most;
    socket = context.socket(type);
    socket.setLinger(0);
    socket.bind(Opened.WILDCARD);
    woken = context.socket(SocketType.PAIR);
    woken.bind("inproc://wake");
    waker = context.socket(SocketType.PAIR);
    waker.connect("inproc://wake");
    poller = context.poller(idle + 2);
    poller.register(socket, Poller.POLLIN);
    poller.register(woken, Poller.POLLIN);
    for (int i = 0; i < idle; i++) {
      Socket other = context.socket(SocketType.PULL);
      other.bind("inproc://idle" + i);
      poller.register(other, Poller.POLLIN);
    }
    bus.<JsonArray>consumer(
            "in",
            message -> {
              queue.add(message.body());
              waker.send(new byte[1], ZMQ.DONTWAIT);
            })
        .completion()
        .await();
    new Thread(this::loop).start();
  }

  private void loop() {
    while (true) {
      poller.poll(1000);
      if (poller.pollin(1)) {
        while (woken.recv(ZMQ.DONTWAIT) != null) {
          // Once for all that is in the queue.
        }
      }
      for (JsonArray frames; (frames = queue.poll()) != null; ) {
        for (int i = 0; i < frames.size(); i++) {
          socket.send(frames.getBinary(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
      }
      if (poller.pollin(0)) {
        byte[] first;
        for (int i = 0; i < most && (first = socket.recv(ZMQ.DONTWAIT)) != null; i++) {
          JsonArray frames = new JsonArray().add(first);
          while (socket.hasReceiveMore()) {
            frames.add(socket.recv());
          }
          bus.send("out", frames);
        }
      }
    }
  }

  /** With all that there is after a poll. */
  static Opened router() throws Exception {
    return router(Integer.MAX_VALUE);
  }

  /** As the guide to ZeroMQ has it: poll, receive a message, poll again. */
  static Opened simpleRouter() throws Exception {
    return router(1);
  }

  private static Opened router(int most) throws Exception {
    HandLoop hand = new HandLoop(SocketType.ROUTER, 0, most);
    hand.bus.consumer("out", message -> hand.bus.send("in", message.body())).completion().await();
    return new Opened(hand.socket.getLastEndpoint(), () -> 0);
  }

  static Contender dealer(int window, int size, int idle) throws Exception {
    HandLoop hand = new HandLoop(SocketType.DEALER, idle, Integer.MAX_VALUE);
    RoundTrips trips = new RoundTrips(window, size);
    Context context = Contexts.next(hand.vertx);
    context.runOnContext(
        here -> hand.bus.<JsonArray>consumer("out", m -> trips.back(m.body().getBinary(0))));
    Peer.echo(hand.socket.getLastEndpoint());
    return trips.of(
        body -> hand.bus.send("in", new JsonArray().add(body)),
        () -> context.runOnContext(here -> trips.start()));
  }
}
