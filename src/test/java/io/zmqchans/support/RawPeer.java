// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * A plain TCP connection to a socket, to speak ZMTP with the NULL mechanism byte by byte, or
 * something else; for one thread.
 */
public final class RawPeer implements AutoCloseable {
  private static final int MILLIS = 20_000;

  private final Socket socket;
  private byte[] sent = {};

  /** Connects by TCP and says nothing. */
  public RawPeer(String endpoint) {
    this(connect(URI.create(endpoint)));
  }

  /** A connection that was accepted. */
  public RawPeer(Socket socket) {
    this.socket = socket;
    try {
      socket.setSoTimeout(MILLIS);
      socket.setTcpNoDelay(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket connect(URI uri) {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), MILLIS);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends any bytes, unless the other side has gone already. */
  public RawPeer send(byte[]... parts) {
    try {
      sent = Zmtp.all(parts);
      socket.getOutputStream().write(sent);
    } catch (SocketException e) {
      // It had enough before it got all.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Sends its greeting; the other side may already decide on it. */
  public RawPeer greet() {
    return send(Zmtp.greeting(0, "NULL"));
  }

  /** Reads the other side's greeting and command: READY, or ERROR with its reason. */
  public String verdict() {
    read(Zmtp.GREETING);
    String command = new String(readFrame(), StandardCharsets.US_ASCII);
    String name = command.substring(1, 1 + command.charAt(0));
    return name.equals("ERROR")
        ? name + " " + command.substring(name.length() + 2, name.length() + 5)
        : name;
  }

  /** Says READY with these properties: names and values in turn. */
  public RawPeer ready(String... properties) {
    byte[] all = {};
    for (int i = 0; i < properties.length; i += 2) {
      byte[] value = properties[i + 1].getBytes(StandardCharsets.UTF_8);
      all = Zmtp.all(all, Zmtp.property(properties[i], value));
    }
    return send(Zmtp.frame(Zmtp.COMMAND, Zmtp.body("READY", all)));
  }

  /** Handshakes as a socket of this type. */
  public RawPeer shakeHands(String socketType) {
    greet();
    String verdict = verdict();
    if (!verdict.equals("READY")) {
      throw new AssertionError(verdict);
    }
    return ready("Socket-Type", socketType);
  }

  /** Sends a message of one short frame. */
  public RawPeer message(String text) {
    return send(Zmtp.frame(0, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Says that nothing more comes. */
  public RawPeer end() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      // The other side was quicker.
    }
    return this;
  }

  /** The next so many bytes; fails if they don't come within 20 s. */
  public byte[] read(int count) {
    try {
      byte[] bytes = socket.getInputStream().readNBytes(count);
      if (bytes.length < count) {
        throw new AssertionError("closed after " + Arrays.toString(bytes));
      }
      return bytes;
    } catch (IOException e) {
      throw new AssertionError("did not get " + count + " bytes", e);
    }
  }

  /** The body of the next frame of at most 255 bytes. */
  public byte[] readFrame() {
    return read(read(2)[1] & 0xff);
  }

  /** Returns when the other side has closed the connection; fails after 20 s. */
  public void awaitEnd() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS);
    boolean open = true;
    try {
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8192];
      while (open && System.nanoTime() < end) { // whatever it says
        open = in.read(buffer) >= 0;
      }
    } catch (SocketTimeoutException e) {
      // It says nothing, either.
    } catch (IOException e) {
      open = false; // closed, with something unread
    }
    if (open) {
      throw new AssertionError("is still open after " + HexFormat.of().formatHex(sent));
    }
  }

  /** Breaks the connection off, rather than closing it. */
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException e) {
      // Then it is over already.
    }
    close();
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
