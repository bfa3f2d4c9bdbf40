// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A relay for any number of TCP connections to one port, which a test can cut and mend. */
public final class TcpCut implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private boolean cut;

  /** Leads to this port of the loopback. */
  public TcpCut(int target) {
    this.target = target;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Relaying.start("tcp-cut", this::accept);
  }

  /** Where to connect to. */
  public int port() {
    return server.getLocalPort();
  }

  /** From now on nothing passes, either way; connections stay, as with a pulled cable. */
  public synchronized void cut() {
    cut = true;
  }

  /** What was held passes, and whatever comes. */
  public synchronized void mend() {
    cut = false;
    notifyAll();
  }

  private synchronized void awaitMended() {
    try {
      while (cut) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket from = server.accept();
      awaitMended();
      Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
      Relaying.start("tcp-cut", () -> pass(from, to));
      Relaying.start("tcp-cut", () -> pass(to, from));
    }
  }

  private void pass(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1 << 14];
      for (int n; (n = in.read(buffer)) >= 0; ) {
        awaitMended();
        out.write(buffer, 0, n);
      }
    }
  }

  @Override
  public void close() {
    mend();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
