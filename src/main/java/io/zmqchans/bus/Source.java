// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import io.zmqchans.ZmqBatch;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A socket's {@code out} as a stream. Any thread may call it; handlers are called on the context
 * that {@link #handler} was called on. It asks the bus for a message when it is asked for one and
 * has none, so it has no more than a batch of them.
 */
public final class Source implements ReadStream<ZmqMessage> {
  private record Item(ZmqMessage message, Receipt receipt) {}

  private final Vertx vertx;
  private final String address;
  private final Deque<Item> items = new ArrayDeque<>();
  private MessageConsumer<Object> consumer;
  private Context context;
  private Handler<ZmqMessage> handler;
  private volatile Handler<Throwable> exceptionHandler;
  private Handler<Void> endHandler;
  private long demand = Long.MAX_VALUE;
  private boolean asked;
  private boolean emitting;
  private Receipt current; // of the message that the handler has now

  /** Nothing happens before it has a handler. */
  public Source(Vertx vertx, String address) {
    this.vertx = vertx;
    this.address = address;
  }

  @Override
  public Source handler(Handler<ZmqMessage> next) {
    MessageConsumer<Object> old = null;
    synchronized (this) {
      handler = next;
      if (next == null) {
        old = consumer;
        consumer = null;
      } else if (consumer == null) {
        asked = false;
        consumer = vertx.eventBus().consumer(address);
        consumer.pause().endHandler(end -> ended()).handler(this::arrived);
      }
    }
    if (old != null) {
      old.unregister();
      ended();
    }
    more();
    return this;
  }

  /** Its messages are delivered again, to others. */
  private void ended() {
    Handler<Void> told;
    synchronized (this) {
      items.forEach(item -> item.receipt().returned());
      items.clear();
      told = endHandler;
      endHandler = null;
    }
    if (told != null) {
      told.handle(null);
    }
  }

  private void arrived(Message<Object> message) {
    Object body = message.body();
    List<ZmqMessage> messages = new ArrayList<>();
    if (body instanceof ZmqMessage one) {
      messages.add(one);
    } else if (body instanceof ZmqBatch batch) {
      batch.forEach(messages::add);
    }
    synchronized (this) {
      context = vertx.getOrCreateContext();
      asked = false;
      Receipt receipt = new Receipt(message);
      messages.forEach(each -> items.add(new Item(each, receipt)));
    }
    if (messages.isEmpty()) {
      String why = address + " has what isn't a ZmqMessage: set 'format' to 'message'";
      message.fail(ZmqFailure.BAD_MESSAGE.code(), why);
      failed(ZmqFailure.BAD_MESSAGE.exception(why));
    }
    emit();
  }

  private void failed(Throwable cause) {
    Handler<Throwable> told = exceptionHandler;
    if (told != null) {
      told.handle(cause);
    }
  }

  /** On its context. */
  private void emit() {
    Item item;
    while ((item = next()) != null) {
      Handler<ZmqMessage> to;
      synchronized (this) {
        current = item.receipt();
        to = handler;
      }
      try {
        to.handle(item.message());
      } catch (RuntimeException | Error e) {
        failed(e);
      }
      Receipt owed = takeCurrent();
      if (owed != null) {
        owed.taken();
      }
    }
    more();
  }

  private synchronized Item next() {
    emitting = handler != null && demand > 0 && !items.isEmpty();
    demand -= emitting && demand < Long.MAX_VALUE ? 1 : 0;
    return emitting ? items.poll() : null;
  }

  /** Whoever takes it acknowledges the message that the handler has now. */
  synchronized Receipt takeCurrent() {
    Receipt taken = current;
    current = null;
    return taken;
  }

  /** Goes on, if it is asked for more. */
  private synchronized void more() {
    if (consumer == null || demand == 0 || emitting) {
      return;
    }
    if (!items.isEmpty()) {
      context.runOnContext(on -> emit());
    } else if (!asked) {
      asked = true;
      consumer.fetch(1);
    }
  }

  @Override
  public synchronized Source pause() {
    demand = 0;
    return this;
  }

  @Override
  public Source resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public Source fetch(long amount) {
    if (amount < 0) {
      throw new IllegalArgumentException("found " + amount + " messages; allowed is 0 or more");
    }
    synchronized (this) {
      demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
    }
    more();
    return this;
  }

  /** Acknowledges what the destination has. */
  @Override
  public Future<Void> pipeTo(WriteStream<ZmqMessage> destination) {
    return ReadStream.super.pipeTo(new Acknowledging(this, destination));
  }

  @Override
  public Source exceptionHandler(Handler<Throwable> next) {
    exceptionHandler = next;
    return this;
  }

  @Override
  public synchronized Source endHandler(Handler<Void> next) {
    endHandler = next;
    return this;
  }
}
