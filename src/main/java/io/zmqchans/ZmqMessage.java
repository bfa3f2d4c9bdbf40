// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * One ZeroMQ message: one or more frames of bytes. Immutable; any thread may use it. On one node
 * the event bus carries it by reference, between nodes {@link ZmqMessageCodec} carries it.
 */
public final class ZmqMessage {
  private static final int SHOWN_FRAMES = 8;
  private static final int SHOWN_BYTES = 32;

  private final byte[][] frames;

  private ZmqMessage(byte[][] frames) {
    if (frames.length == 0) {
      throw new IllegalArgumentException("a message has at least one frame");
    }
    this.frames = frames;
  }

  /**
   * A message of copies of these frames.
   *
   * @param frames at least one, each a {@code String} (sent as UTF-8), {@code byte[]} or {@link
   *     Buffer}
   * @return the message
   * @throws IllegalArgumentException without a frame, or with one of another type
   */
  public static ZmqMessage of(Object... frames) {
    byte[][] bytes = new byte[frames.length][];
    for (int i = 0; i < frames.length; i++) {
      bytes[i] = copy(frames[i], i);
    }
    return new ZmqMessage(bytes);
  }

  private static byte[] copy(Object frame, int i) {
    if (frame instanceof String s) {
      return s.getBytes(StandardCharsets.UTF_8);
    } else if (frame instanceof byte[] b) {
      return b.clone();
    } else if (frame instanceof Buffer b) {
      return b.getBytes();
    }
    throw new IllegalArgumentException(
        "frame %d: found %s; allowed are String, byte[] and Buffer"
            .formatted(i, frame == null ? "null" : frame.getClass().getName()));
  }

  /**
   * A message of these very arrays, for those who count copies: nobody may change them afterwards.
   *
   * @param frames at least one
   * @return the message
   * @throws IllegalArgumentException without a frame, or with a null one
   */
  public static ZmqMessage wrap(byte[]... frames) {
    for (byte[] frame : frames) {
      if (frame == null) {
        throw new IllegalArgumentException("a frame is null");
      }
    }
    return new ZmqMessage(frames);
  }

  /**
   * How many frames there are.
   *
   * @return 1 or more
   */
  public int size() {
    return frames.length;
  }

  /**
   * A copy of a frame.
   *
   * @param i its index, from 0
   * @return its bytes
   */
  public byte[] bytes(int i) {
    return frames[i].clone();
  }

  /**
   * A frame itself, for those who count copies: only to be read.
   *
   * @param i its index, from 0
   * @return its bytes
   */
  public byte[] array(int i) {
    return frames[i];
  }

  /**
   * A copy of a frame.
   *
   * @param i its index, from 0
   * @return its bytes
   */
  public Buffer buffer(int i) {
    return Buffer.buffer(frames[i]);
  }

  /**
   * A frame as text.
   *
   * @param i its index, from 0
   * @return its bytes read as UTF-8; what isn't UTF-8 shows as U+FFFD
   */
  public String string(int i) {
    return new String(frames[i], StandardCharsets.UTF_8);
  }

  /**
   * Copies of all frames.
   *
   * @return an unmodifiable list
   */
  public List<byte[]> frames() {
    List<byte[]> copies = new ArrayList<>(frames.length);
    for (byte[] frame : frames) {
      copies.add(frame.clone());
    }
    return Collections.unmodifiableList(copies);
  }

  /**
   * The size of all frames together.
   *
   * @return bytes
   */
  public long byteCount() {
    long sum = 0;
    for (byte[] frame : frames) {
      sum += frame.length;
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ZmqMessage m && Arrays.deepEquals(frames, m.frames);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(frames);
  }

  /** The frames, shortened, as text where they are printable ASCII and in hexadecimal where not. */
  @Override
  public String toString() {
    StringBuilder s = new StringBuilder("ZmqMessage[");
    for (int i = 0; i < Math.min(frames.length, SHOWN_FRAMES); i++) {
      show(frames[i], s.append(i == 0 ? "" : ", "));
    }
    if (frames.length > SHOWN_FRAMES) {
      s.append(", … ").append(frames.length).append(" frames");
    }
    return s.append(']').toString();
  }

  private static void show(byte[] frame, StringBuilder s) {
    int shown = Math.min(frame.length, SHOWN_BYTES);
    boolean printable = true;
    for (int i = 0; i < shown; i++) {
      printable &= frame[i] >= ' ' && frame[i] < 127;
    }
    s.append(printable ? "\"" : "0x");
    for (int i = 0; i < shown; i++) {
      if (printable) {
        s.append((char) frame[i]);
      } else {
        s.append(Character.forDigit(frame[i] >> 4 & 15, 16));
        s.append(Character.forDigit(frame[i] & 15, 16));
      }
    }
    s.append(printable ? "\"" : "");
    if (frame.length > shown) {
      s.append("… ").append(frame.length).append(" B");
    }
  }
}
