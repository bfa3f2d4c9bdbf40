// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Socket;

/**
 * S2, one way: what one writes by hand between a socket that only sends or receives and the bus.
 */
final class Hand {
  private Hand() {}

  /** A thread that receives and sends on to the bus. */
  static Opened pull(Consumer<Socket> tuning) throws Exception {
    Vertx vertx = Vertx.vertx();
    AtomicLong count = new AtomicLong();
    vertx
        .eventBus()
        .consumer("out", message -> count.lazySet(count.getPlain() + 1))
        .completion()
        .await();
    return Bare.open(
        SocketType.PULL,
        tuning,
        count,
        socket -> {
          byte[] first = socket.recv();
          if (first == null || !socket.hasReceiveMore()) {
            vertx.eventBus().send("out", first);
            return;
          }
          JsonArray frames = new JsonArray().add(first);
          do {
            frames.add(socket.recv());
          } while (socket.hasReceiveMore());
          vertx.eventBus().send("out", frames);
        });
  }

  /** A queue between the bus and a thread that sends. */
  static Opened push(int size, int frames, Consumer<Socket> tuning) throws Exception {
    Vertx vertx = Vertx.vertx();
    BlockingQueue<Message<Object>> queue = new LinkedBlockingQueue<>();
    vertx.eventBus().consumer("in", queue::add).completion().await();
    AtomicLong count = new AtomicLong();
    Opened opened =
        Bare.open(
            SocketType.PUSH,
            tuning,
            count,
            socket -> {
              Message<Object> message = next(queue);
              if (message.body() instanceof JsonArray array) {
                for (int i = 0; i < array.size(); i++) {
                  socket.send(array.getBinary(i), i < array.size() - 1 ? ZMQ.SNDMORE : 0);
                }
              } else {
                socket.send((byte[]) message.body());
              }
              count.lazySet(count.getPlain() + 1);
              if (message.replyAddress() != null) {
                message.reply(null);
              }
            });
    Flow.start(vertx, "in", () -> body(size, frames), 1);
    return opened;
  }

  private static <T> T next(BlockingQueue<T> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object body(int size, int frames) {
    if (frames == 1) {
      return new byte[size];
    }
    JsonArray array = new JsonArray();
    for (int i = 0; i < frames; i++) {
      array.add(new byte[size]);
    }
    return array;
  }
}
