// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/**
 * Carries {@link ZmqBatch} on the event bus: by reference on one node, between nodes as {@code int
 * n}, then n messages as {@link ZmqMessageCodec} has them. Registered together with that one.
 * Stateless; any thread may use it.
 */
public final class ZmqBatchCodec implements MessageCodec<ZmqBatch, ZmqBatch> {
  /** The codec's name on the wire. */
  public static final String NAME = "zmq-batch";

  static final ZmqBatchCodec INSTANCE = new ZmqBatchCodec();

  /** A message is at least a frame count and the length of a frame. */
  private static final int LEAST_BYTES = 8;

  private ZmqBatchCodec() {}

  @Override
  public void encodeToWire(Buffer wire, ZmqBatch batch) {
    wire.appendInt(batch.size());
    for (ZmqMessage message : batch) {
      ZmqMessageCodec.INSTANCE.encodeToWire(wire, message);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a count or a length doesn't fit what is there
   */
  @Override
  public ZmqBatch decodeFromWire(int start, Buffer wire) {
    int count = ZmqMessageCodec.length(wire, start, "message count");
    int pos = start + 4;
    if (count < 1 || count > (wire.length() - pos) / LEAST_BYTES) {
      throw new IllegalArgumentException(
          "message count %d doesn't fit the %d bytes that follow"
              .formatted(count, wire.length() - pos));
    }
    ZmqMessage[] messages = new ZmqMessage[count];
    for (int i = 0; i < count; i++) {
      messages[i] = ZmqMessageCodec.INSTANCE.decodeFromWire(pos, wire);
      pos += (int) ZmqMessageCodec.byteCount(messages[i]);
    }
    return ZmqBatch.of(messages);
  }

  @Override
  public ZmqBatch transform(ZmqBatch batch) {
    return batch;
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
