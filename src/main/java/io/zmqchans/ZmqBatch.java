// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * Several ZeroMQ messages in one message of the event bus, in their order: on {@code out} where
 * {@code batch} says so, on {@code in} always. Immutable; any thread may use it. On one node the
 * event bus carries it by reference, between nodes {@link ZmqBatchCodec} carries it.
 */
public final class ZmqBatch implements Iterable<ZmqMessage> {
  private final List<ZmqMessage> messages;

  private ZmqBatch(List<ZmqMessage> messages) {
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("a batch has at least one message");
    }
    this.messages = messages;
  }

  /**
   * A batch of these messages.
   *
   * @param messages at least one, in the order they are to be sent in
   * @return the batch
   * @throws IllegalArgumentException without a message
   * @throws NullPointerException if one is null
   */
  public static ZmqBatch of(ZmqMessage... messages) {
    return new ZmqBatch(List.of(messages));
  }

  /**
   * A batch of these messages.
   *
   * @param messages at least one, in the order they are to be sent in
   * @return the batch
   * @throws IllegalArgumentException without a message
   * @throws NullPointerException if one is null
   */
  public static ZmqBatch of(Collection<ZmqMessage> messages) {
    return new ZmqBatch(List.copyOf(messages));
  }

  /**
   * How many messages there are.
   *
   * @return 1 or more
   */
  public int size() {
    return messages.size();
  }

  /**
   * A message.
   *
   * @param i its index, from 0
   * @return the message
   * @throws IndexOutOfBoundsException if there is none
   */
  public ZmqMessage get(int i) {
    return messages.get(i);
  }

  /** The messages in their order; it removes none. */
  @Override
  public Iterator<ZmqMessage> iterator() {
    return messages.iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ZmqBatch b && messages.equals(b.messages);
  }

  @Override
  public int hashCode() {
    return messages.hashCode();
  }

  /** How many messages there are, and the first. */
  @Override
  public String toString() {
    return "ZmqBatch[" + size() + " messages, " + get(0) + (size() > 1 ? ", …]" : "]");
  }
}
