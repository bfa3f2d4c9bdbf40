// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.zmqchans.bus.Courier;

/**
 * Carries {@link ZmqMessage} on the event bus: by reference on one node, between nodes as {@code
 * int n}, then n times {@code int length} and the bytes, big-endian. Stateless; any thread may use
 * it.
 */
public final class ZmqMessageCodec implements MessageCodec<ZmqMessage, ZmqMessage> {
  /** The codec's name on the wire. */
  public static final String NAME = "zmq";

  static final ZmqMessageCodec INSTANCE = new ZmqMessageCodec();

  private ZmqMessageCodec() {}

  /**
   * Makes this Vertx able to send and receive {@link ZmqMessage} and {@link ZmqBatch}. A {@link
   * ZmqVerticle} does it by itself; a node of a cluster that only sends or consumes calls it once.
   * Further calls do nothing. In a cluster this node then also tells the others what its consumers
   * took, so that sockets there go no faster.
   *
   * @param vertx where to register
   */
  public static synchronized void register(Vertx vertx) {
    register(vertx, ZmqMessage.class, INSTANCE);
    register(vertx, ZmqBatch.class, ZmqBatchCodec.INSTANCE);
    Courier.install(vertx);
  }

  private static <T> void register(Vertx vertx, Class<T> type, MessageCodec<T, T> codec) {
    try {
      vertx.eventBus().registerDefaultCodec(type, codec);
    } catch (IllegalStateException registeredAlready) {
      // There is no public way to ask first.
    }
  }

  @Override
  public void encodeToWire(Buffer wire, ZmqMessage message) {
    wire.appendInt(message.size());
    for (int i = 0; i < message.size(); i++) {
      byte[] frame = message.array(i);
      wire.appendInt(frame.length).appendBytes(frame);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a count or a length doesn't fit what is there
   */
  @Override
  public ZmqMessage decodeFromWire(int start, Buffer wire) {
    int pos = start;
    int count = length(wire, pos, "frame count");
    pos += 4;
    if (count < 1 || count > (wire.length() - pos) / 4) {
      throw new IllegalArgumentException(
          "frame count %d doesn't fit the %d bytes that follow"
              .formatted(count, wire.length() - pos));
    }
    byte[][] frames = new byte[count][];
    for (int i = 0; i < count; i++) {
      int length = length(wire, pos, "length of frame " + i);
      pos += 4;
      if (length < 0 || length > wire.length() - pos) {
        throw new IllegalArgumentException(
            "length %d of frame %d doesn't fit the %d bytes that follow"
                .formatted(length, i, wire.length() - pos));
      }
      frames[i] = wire.getBytes(pos, pos + length);
      pos += length;
    }
    return ZmqMessage.wrap(frames);
  }

  /** How many bytes a message is on the wire. */
  static long byteCount(ZmqMessage message) {
    return 4L * (1 + message.size()) + message.byteCount();
  }

  static int length(Buffer wire, int pos, String what) {
    if (pos < 0 || wire.length() - pos < 4) {
      throw new IllegalArgumentException("the bytes end before the " + what);
    }
    return wire.getInt(pos);
  }

  @Override
  public ZmqMessage transform(ZmqMessage message) {
    return message;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
