// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Socket;

/** A program: what {@code peer.c} is, by JeroMQ. */
final class JavaPeer {
  private static final long WARM_UP = 300_000_000;

  private JavaPeer() {}

  public static void main(String[] args) {
    SocketType type =
        switch (args[0]) {
          case "push" -> SocketType.PUSH;
          case "pull" -> SocketType.PULL;
          default -> SocketType.DEALER;
        };
    Socket socket = ZMQ.context(1).socket(type);
    socket.setLinger(0);
    socket.connect(args[1]);
    switch (args[0]) {
      case "push" -> push(socket, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
      case "client" ->
          client(
              socket,
              Integer.parseInt(args[2]),
              Integer.parseInt(args[3]),
              Double.parseDouble(args[4]));
      default -> echo(socket, args[0].equals("echo"));
    }
    System.exit(0);
  }

  private static void push(Socket socket, int size, int frames) {
    byte[] body = new byte[size];
    for (boolean sent = true; sent; ) {
      for (int i = 1; i <= frames; i++) {
        sent = i < frames ? socket.sendMore(body) : socket.send(body);
      }
    }
  }

  private static void echo(Socket socket, boolean back) {
    for (byte[] body; (body = socket.recv()) != null; ) {
      if (back) {
        socket.send(body, socket.hasReceiveMore() ? ZMQ.SNDMORE : 0);
      }
    }
  }

  private static void ask(Socket socket, int size) {
    socket.send(ByteBuffer.allocate(size).putLong(0, System.nanoTime()).array());
  }

  private static void client(Socket socket, int size, int window, double seconds) {
    long[] took = new long[4_000_000];
    int n = 0;
    long start = System.nanoTime() + WARM_UP;
    long end = start + (long) (seconds * 1e9);
    for (int i = 0; i < window; i++) {
      ask(socket, size);
    }
    long now;
    do {
      long asked = ByteBuffer.wrap(socket.recv()).getLong(0);
      now = System.nanoTime();
      if (now >= start && n < took.length) {
        took[n++] = now - asked;
      }
      ask(socket, size);
    } while (now < end);
    Arrays.sort(took, 0, n);
    double half = took[n / 2] / 1e3;
    System.out.println(n / seconds + " " + half + " " + took[(int) (n * 0.99)] / 1e3);
  }
}
