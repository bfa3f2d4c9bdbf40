// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqBatch;
import io.zmqchans.ZmqMessage;
import java.util.BitSet;

/**
 * Consumes numbered messages, slowly if it is told to, and knows which it had. The handler runs on
 * the consumer's context, the figures are for any thread.
 */
final class Taker {
  private final Vertx vertx;
  private final long busyNanos;
  private final BitSet seen = new BitSet();
  private MessageConsumer<Object> consumer;
  private int count;
  private int headers;
  private long last = -1;
  private int disorders;

  Taker(Vertx vertx, long busyMicros) {
    this.vertx = vertx;
    this.busyNanos = busyMicros * 1000;
  }

  Future<Void> consume(String address) {
    consumer = vertx.eventBus().consumer(address);
    return consumer.handler(this::take).completion();
  }

  MessageConsumer<Object> consumer() {
    return consumer;
  }

  private void take(Message<Object> message) {
    long end = System.nanoTime() + busyNanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    if (message.body() instanceof ZmqBatch batch) {
      batch.forEach(each -> note(number(each), message));
    } else {
      note(number(message.body()), message);
    }
    if (message.replyAddress() != null) {
      message.reply(null);
    }
  }

  private synchronized void note(long number, Message<Object> message) {
    count++;
    headers += message.headers().size();
    seen.set((int) number);
    disorders += number <= last ? 1 : 0;
    last = number;
  }

  private static long number(Object body) {
    return body instanceof ZmqMessage m ? m.buffer(0).getLong(0) : ((Buffer) body).getLong(0);
  }

  synchronized JsonObject figures() {
    return new JsonObject()
        .put("count", count)
        .put("distinct", seen.cardinality())
        .put("disorders", disorders)
        .put("headers", headers)
        .put("seen", seen.toByteArray());
  }
}
