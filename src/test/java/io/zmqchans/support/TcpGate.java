// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A relay for one TCP connection that holds what its client sends after so many bytes. */
public final class TcpGate implements AutoCloseable {
  private static final long SECONDS = 60;

  private final ServerSocket server;
  private final URI target;
  private volatile long holdAfter;
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);
  private volatile Socket client;

  /** Leads to this endpoint, and lets everything through until it is told to hold. */
  public TcpGate(String endpoint) {
    this(endpoint, Long.MAX_VALUE);
  }

  /** Leads to this endpoint, one connection after the other: JeroMQ gives some up (#1022). */
  public TcpGate(String endpoint, long holdAfter) {
    this.target = URI.create(endpoint);
    this.holdAfter = holdAfter;
    try {
      server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Relaying.start("tcp-gate", this::relay);
  }

  /** Where to connect to. */
  public String endpoint() {
    return "tcp://127.0.0.1:" + server.getLocalPort();
  }

  /** From now on it holds what comes. */
  public void hold() {
    holdAfter = 0;
  }

  /** Waits until it holds something. */
  public void awaitHeld() {
    await(held, "the gate got nothing to hold");
  }

  /** Lets everything through. */
  public void open() {
    opened.countDown();
  }

  private void relay() throws IOException {
    while (true) {
      relayOne();
    }
  }

  private void relayOne() throws IOException {
    try (Socket from = server.accept();
        Socket to = new Socket(target.getHost(), target.getPort())) {
      client = from;
      Relaying.start("tcp-gate", () -> to.getInputStream().transferTo(from.getOutputStream()));
      pass(from.getInputStream(), to.getOutputStream());
    }
  }

  private void pass(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long passed = 0;
    for (int n; (n = from.read(buffer)) >= 0; passed += n) {
      if (passed + n > holdAfter) {
        held.countDown();
        await(opened, "the gate wasn't opened");
      }
      to.write(buffer, 0, n);
    }
  }

  private static void await(CountDownLatch latch, String failure) {
    try {
      if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(failure);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    open();
    try {
      server.close();
      if (client != null) {
        client.close(); // the other end follows
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
