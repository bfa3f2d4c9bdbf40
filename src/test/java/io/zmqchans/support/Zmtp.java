// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** ZMTP's bytes, right and wrong ones, as RFC 23 (3.0), 37 (3.1), 15 (2.0) and 13 (1.0) have it. */
public final class Zmtp {
  /** The flags of a frame. */
  public static final int MORE = 1;

  public static final int LONG = 2;
  public static final int COMMAND = 4;

  /** What a greeting of ZMTP 3 has. */
  public static final int GREETING = 64;

  private Zmtp() {}

  /** These in a row. */
  public static byte[] all(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] each : parts) {
      all.writeBytes(each);
    }
    return all.toByteArray();
  }

  /** The ten bytes that tell ZMTP 2 and later. */
  public static byte[] signature() {
    return new byte[] {(byte) 0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f};
  }

  /** A greeting of version 3 for a mechanism, as a client. */
  public static byte[] greeting(int minor, String mechanism) {
    byte[] greeting = Arrays.copyOf(signature(), GREETING);
    greeting[10] = 3;
    greeting[11] = (byte) minor;
    byte[] name = mechanism.getBytes(US_ASCII);
    System.arraycopy(name, 0, greeting, 12, name.length);
    return greeting;
  }

  /** A greeting of version 2 by a socket of this type's number, and its identity: none. */
  public static byte[] greeting2(int socketType) {
    return all(signature(), new byte[] {1, (byte) socketType, 0, 0});
  }

  /** A frame that says it has this size, whatever it has. */
  public static byte[] longFrame(int flags, long size, byte[] body) {
    return ByteBuffer.allocate(9 + body.length)
        .put((byte) (flags | LONG))
        .putLong(size)
        .put(body)
        .array();
  }

  /** A frame of at most 255 bytes. */
  public static byte[] frame(int flags, byte[] body) {
    return all(new byte[] {(byte) flags, (byte) body.length}, body);
  }

  /** A frame of text. */
  public static byte[] frame(int flags, String body) {
    return frame(flags, body.getBytes(US_ASCII));
  }

  /** What a command's frame holds. */
  public static byte[] body(String name, byte[]... data) {
    return all(new byte[] {(byte) name.length()}, name.getBytes(US_ASCII), all(data));
  }

  /** A property of READY or INITIATE. */
  public static byte[] property(String name, byte[] value) {
    return property(name, value.length, value);
  }

  /** A property that says its value has this size. */
  public static byte[] property(String name, int size, byte[] value) {
    return all(body(name), ByteBuffer.allocate(4).putInt(size).array(), value);
  }

  /** The command READY of a socket of this type. */
  public static byte[] ready(String socketType, byte[]... properties) {
    byte[] type = property("Socket-Type", socketType.getBytes(US_ASCII));
    return frame(COMMAND, body("READY", type, all(properties)));
  }

  /** A greeting and READY: a whole handshake with NULL. */
  public static byte[] handshake(String socketType) {
    return all(greeting(0, "NULL"), ready(socketType));
  }
}
