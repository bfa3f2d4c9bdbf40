// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Socket;

/** S0: JeroMQ in a plain thread that blocks. */
final class Bare {
  private Bare() {}

  static Opened pull(Consumer<Socket> tuning) {
    AtomicLong count = new AtomicLong();
    return open(
        SocketType.PULL,
        tuning,
        count,
        socket -> {
          if (!socket.base().recv(0).hasMore()) {
            count.lazySet(count.getPlain() + 1);
          }
        });
  }

  static Opened push(int size, int frames, Consumer<Socket> tuning) {
    AtomicLong count = new AtomicLong();
    return open(
        SocketType.PUSH,
        tuning,
        count,
        socket -> {
          for (int i = 1; i <= frames; i++) {
            socket.send(new byte[size], i < frames ? ZMQ.SNDMORE : 0);
          }
          count.lazySet(count.getPlain() + 1);
        });
  }

  /** Reads messages of any number of frames and throws them away. */
  static Opened sink() {
    AtomicLong count = new AtomicLong();
    return open(
        SocketType.ROUTER,
        count,
        socket -> {
          if (!socket.base().recv(0).hasMore()) {
            count.lazySet(count.getPlain() + 1);
          }
        });
  }

  static Opened router() {
    AtomicLong count = new AtomicLong();
    return open(
        SocketType.ROUTER,
        count,
        socket -> {
          byte[] id = socket.recv();
          byte[] body = socket.recv();
          socket.sendMore(id);
          socket.send(body);
          count.lazySet(count.getPlain() + 1);
        });
  }

  /** A dealer that sends and blocks until something is back. */
  static Contender dealer(int window, int size) throws Exception {
    RoundTrips trips = new RoundTrips(window, size);
    AtomicBoolean start = new AtomicBoolean();
    Socket[] dealer = new Socket[1];
    Opened opened =
        open(
            SocketType.DEALER,
            new AtomicLong(),
            socket -> {
              dealer[0] = socket;
              if (start.compareAndSet(true, false)) {
                trips.start();
                boolean more = true;
                while (more) {
                  more = trips.back(socket.recv());
                }
              } else {
                LockSupport.parkNanos(1_000_000);
              }
            });
    Peer.echo(opened.endpoint());
    return trips.of(body -> dealer[0].send(body), () -> start.set(true));
  }

  private static Opened open(SocketType type, AtomicLong count, Consumer<Socket> step) {
    return open(type, Tuning.NONE, count, step);
  }

  /** A socket in a thread that does the same over and over. */
  static Opened open(
      SocketType type, Consumer<Socket> tuning, AtomicLong count, Consumer<Socket> step) {
    ZMQ.Context context = ZMQ.context(1);
    Socket socket = context.socket(type);
    socket.setLinger(0);
    tuning.accept(socket);
    socket.bind(Opened.WILDCARD);
    String endpoint = socket.getLastEndpoint();
    new Thread(
            () -> {
              while (true) {
                step.accept(socket);
              }
            })
        .start();
    return new Opened(endpoint, count::get);
  }
}
