// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A peer that speaks ZMTP 3.0 (RFC 23) with the NULL mechanism, byte by byte, and may lie. */
public final class RawPeer implements AutoCloseable {
  private static final int MILLIS = 20_000;
  private static final int GREETING_BYTES = 64;
  private static final int COMMAND = 4;

  private final Socket socket;
  private final DataInputStream in;

  /** Connects by TCP and says nothing. */
  public RawPeer(String endpoint) {
    try {
      int colon = endpoint.lastIndexOf(':');
      socket =
          new Socket(
              InetAddress.getLoopbackAddress(), Integer.parseInt(endpoint.substring(colon + 1)));
      socket.setSoTimeout(MILLIS);
      in = new DataInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends its greeting; the other side may already decide on it. */
  public RawPeer greet() {
    return send(
        ByteBuffer.allocate(GREETING_BYTES)
            .put(0, (byte) 0xff)
            .put(9, (byte) 0x7f)
            .put(10, (byte) 3)
            .put(12, "NULL".getBytes(StandardCharsets.US_ASCII))
            .array());
  }

  /** Reads the other side's greeting and command: READY, or ERROR with its reason. */
  public String verdict() {
    try {
      in.readFully(new byte[GREETING_BYTES]);
      in.readByte();
      byte[] command = new byte[in.readUnsignedByte()];
      in.readFully(command);
      int length = command[0];
      String name = new String(command, 1, length, StandardCharsets.US_ASCII);
      return name.equals("ERROR")
          ? name + " " + new String(command, length + 2, 3, StandardCharsets.US_ASCII)
          : name;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says READY with these properties: names and values in turn. */
  public RawPeer ready(String... properties) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes("\5READY".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < properties.length; i += 2) {
      byte[] value = properties[i + 1].getBytes(StandardCharsets.UTF_8);
      body.write(properties[i].length());
      body.writeBytes(properties[i].getBytes(StandardCharsets.US_ASCII));
      body.writeBytes(ByteBuffer.allocate(4).putInt(value.length).array());
      body.writeBytes(value);
    }
    return frame(COMMAND, body.toByteArray());
  }

  /** Sends a message of one short frame. */
  public RawPeer message(String text) {
    return frame(0, text.getBytes(StandardCharsets.UTF_8));
  }

  private RawPeer frame(int flags, byte[] body) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(flags);
    frame.write(body.length);
    frame.writeBytes(body);
    return send(frame.toByteArray());
  }

  /** Sends any bytes. */
  public RawPeer send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when the other side has closed the connection; fails after 20 s. */
  public void awaitEnd() {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection is still open", e);
    } catch (IOException e) {
      // Closed, with something unread.
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
