// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.zmqchans.ZmqMessage;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Message number i of a fixed pseudo-random sequence; the same as sample.py's. */
public final class Sample {
  private static final int LARGE = 1 << 20;
  private static final byte[] POOL = pool();

  private Sample() {}

  /**
   * 1 to 5 frames: most of them small, some empty, every 500th message with one of 1 MiB.
   *
   * @param i from 0
   */
  public static ZmqMessage message(int i) {
    long bits = draw(i, 0);
    int count = bits % 2 == 0 ? 1 : (int) (1 + (bits >> 1) % 5);
    byte[][] frames = new byte[count][];
    for (int k = 1; k <= count; k++) {
      frames[k - 1] = frame(draw(i, k));
    }
    if (i % 500 == 250) {
      frames[count - 1] = slice(draw(i, count), LARGE);
    }
    return ZmqMessage.wrap(frames);
  }

  private static byte[] frame(long bits) {
    return slice(bits >> 20, size(bits >> 4, (int) (bits % 16)));
  }

  private static byte[] slice(long bits, int size) {
    int start = (int) (bits % LARGE);
    return Arrays.copyOfRange(POOL, start, start + size);
  }

  private static int size(long bits, int kind) {
    if (kind == 0) {
      return 0;
    } else if (kind == 1) {
      return (int) (255 + bits % 2); // where ZMTP's short frames end
    } else if (kind == 2) {
      return (int) (bits % 4096);
    } else if (kind == 3 && bits % 16 == 0) {
      return (int) ((bits >> 4) % 65536);
    }
    return (int) (bits % 64);
  }

  /** SplitMix64, without the lowest bit. */
  private static long draw(int i, int k) {
    long z = 8L * i + k + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (z ^ (z >>> 31)) >>> 1;
  }

  private static byte[] pool() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer pool = ByteBuffer.allocate(2 * LARGE);
      for (int n = 0; pool.hasRemaining(); n++) {
        pool.put(digest.digest(ByteBuffer.allocate(4).putInt(n).array()));
      }
      return pool.array();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java platform has it
    }
  }
}
