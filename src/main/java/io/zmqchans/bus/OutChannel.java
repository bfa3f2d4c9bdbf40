// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqBatch;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.PeerInfo;
import io.zmqchans.loop.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a socket receives, on its way to {@code out}: decoded, and delivered or, where the
 * configuration says so, dropped. For the loop thread; the figures for any.
 */
final class OutChannel implements Out {
  private final Function<ZmqMessage, Object> decoder;
  private final boolean nullIsBody;
  private final boolean drops;
  private final Delivery delivery;
  private final Supplier<PeerInfo> sender;
  private final Events events;
  private final Tally passed = new Tally();
  private final int batch;
  private final List<ZmqMessage> gathered = new ArrayList<>();
  private PeerInfo gatheredFrom;
  private boolean closed;

  /** The sender is asked while a message of it is being received. */
  OutChannel(SocketOptions options, Delivery delivery, Supplier<PeerInfo> sender, Events events) {
    this.sender = options.isHeaders() ? sender : () -> null;
    this.nullIsBody = options.getDecoder() == null;
    this.decoder = Format.decoder(options);
    this.drops = options.getOnFull().equals("drop");
    this.batch = options.getBatch();
    this.delivery = delivery;
    this.events = events;
  }

  @Override
  public int demand() {
    if (closed) {
      return 0;
    }
    return drops ? UNLIMITED : delivery.available();
  }

  @Override
  public void receive(ZmqMessage message) {
    if (drops && delivery.available() <= gathered.size()) {
      events.report(
          Events.Kind.DROPPED, "maxInFlight messages are on their way, or nobody is there");
      return;
    }
    if (batch > 1) {
      gather(message, sender.get());
      return;
    }
    Object body;
    try {
      body = decoder.apply(message);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) { // a user's code
      events.report(Events.Kind.UNDECODABLE, e.toString());
      return;
    }
    if (body == null && !nullIsBody) {
      passed.add(1);
    } else {
      delivery.deliver(body, sender.get());
    }
  }

  @Override
  public void misfit(String why) {
    events.report(Events.Kind.UNDECODABLE, why);
  }

  /** A batch has one sender, if its headers are to tell. */
  private void gather(ZmqMessage message, PeerInfo from) {
    if (!Objects.equals(from, gatheredFrom)) {
      pack();
    }
    gatheredFrom = from;
    gathered.add(message);
    if (gathered.size() == batch) {
      pack();
    }
  }

  private void pack() {
    if (!gathered.isEmpty()) {
      delivery.deliver(ZmqBatch.of(gathered), gatheredFrom);
      gathered.clear();
    }
  }

  @Override
  public void received() {
    pack();
    delivery.flush();
  }

  @Override
  public void passed() {
    passed.add(1);
  }

  @Override
  public void close() {
    closed = true;
    delivery.close();
  }

  /** Any thread. */
  Delivery delivery() {
    return delivery;
  }

  @Override
  public void check() {
    delivery.check();
  }

  @Override
  public long delivered() {
    return delivery.delivered() + passed.get();
  }

  @Override
  public long inFlight() {
    return delivery.inFlight();
  }

  @Override
  public long redelivered() {
    return delivery.redelivered();
  }

  @Override
  public boolean isPaused() {
    return delivery.isPaused();
  }
}
