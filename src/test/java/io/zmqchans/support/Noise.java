// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What nobody should send: garbage, and ZMTP with something wrong in it; for one thread. */
public final class Noise {
  private static final List<String> MECHANISMS = List.of("NULL", "PLAIN", "CURVE", "GSSAPI", "");
  private static final List<String> COMMANDS =
      List.of(
          "READY",
          "ERROR",
          "PING",
          "PONG",
          "SUBSCRIBE",
          "CANCEL",
          "JOIN",
          "LEAVE",
          "HELLO",
          "WELCOME",
          "INITIATE",
          "MESSAGE",
          "");
  private static final List<String> PROPERTIES =
      List.of("Socket-Type", "Identity", "Resource", "User-Id", "");
  private static final long[] SIZES = {
    -1, 0x800000007FFFFFFFL, 8L << 30, Long.MIN_VALUE, Integer.MAX_VALUE, 1 << 20, 300, 0
  };

  private final Random random;

  /** The same for the same seed. */
  public Noise(long seed) {
    random = new Random(seed);
  }

  /** What a connection is to send. */
  public byte[] next() {
    if (random.nextInt(5) == 0) {
      return bytes(1 + random.nextInt(3000));
    }
    byte[] stream = Zmtp.all(start(), traffic());
    for (int n = random.nextInt(4); n > 0; n--) {
      stream = mutated(stream);
    }
    return stream;
  }

  private byte[] start() {
    return switch (random.nextInt(8)) {
      case 0 -> Zmtp.greeting2(random.nextInt(14));
      case 1 -> Zmtp.frame(0, bytes(random.nextInt(10))); // version 1 begins with an identity
      case 2 -> Zmtp.greeting(random.nextInt(3), pick(MECHANISMS));
      default -> Zmtp.handshake(pick(List.of(Pairing.values())).peer().name());
    };
  }

  private byte[] traffic() {
    byte[] all = {};
    for (int n = random.nextInt(8); n > 0; n--) {
      all = Zmtp.all(all, frame());
    }
    return all;
  }

  private byte[] frame() {
    return switch (random.nextInt(6)) {
      case 0 -> Zmtp.frame(random.nextInt(256), bytes(random.nextInt(255)));
      case 1 -> Zmtp.frame(Zmtp.COMMAND, Zmtp.body(pick(COMMANDS), bytes(random.nextInt(40))));
      case 2 -> Zmtp.ready(pick(List.of(Pairing.values())).name(), property(), property());
      case 3 -> Zmtp.longFrame(random.nextInt(8), size(), bytes(random.nextInt(400)));
      default -> Zmtp.frame(random.nextInt(2), bytes(random.nextInt(20)));
    };
  }

  private byte[] property() {
    byte[] value = bytes(random.nextInt(20));
    int size = random.nextInt(3) == 0 ? (int) size() : value.length;
    return Zmtp.property(pick(PROPERTIES), size, value);
  }

  private byte[] mutated(byte[] stream) {
    int at = random.nextInt(stream.length);
    byte[] head = Arrays.copyOf(stream, at);
    byte[] tail = Arrays.copyOfRange(stream, at, stream.length);
    return switch (random.nextInt(5)) {
      case 0 -> head.length == 0 ? tail : head;
      case 1 -> Zmtp.all(head, bytes(random.nextInt(10)), tail);
      case 2 -> Zmtp.all(head, tail, tail);
      case 3 -> {
        tail[0] ^= (byte) (1 << random.nextInt(8));
        yield Zmtp.all(head, tail);
      }
      default -> {
        tail[0] = (byte) random.nextInt();
        yield Zmtp.all(head, tail);
      }
    };
  }

  private long size() {
    return SIZES[random.nextInt(SIZES.length)];
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
