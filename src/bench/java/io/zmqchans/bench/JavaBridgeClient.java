// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import java.io.IOException;
import java.util.Arrays;

/** A program: what {@code bridge.c} is, by JeroMQ. */
final class JavaBridgeClient {
  private static final long WARM_UP = 300_000_000;

  private final Line line;
  private final long[] took = new long[4_000_000];
  private final long start = System.nanoTime() + WARM_UP;
  private int n;

  private JavaBridgeClient(Line line) {
    this.line = line;
  }

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[2]);
    boolean tcp = args[0].equals("tcp");
    Line line = tcp ? new TcpLine(args[1], port) : new ZmqLine(args[1], port);
    while (args[3].equals("send")) {
      line.send("sink");
    }
    JavaBridgeClient client = new JavaBridgeClient(line);
    int size = Integer.parseInt(args[4]);
    double seconds = Double.parseDouble(args[5]);
    if (args[3].equals("ask")) {
      client.trips(size, seconds);
    } else {
      client.bursts(size, seconds);
    }
    System.exit(0);
  }

  private void trips(int window, double seconds) throws IOException {
    long[] asked = new long[window];
    for (int i = 0; i < window; i++) {
      asked[i] = System.nanoTime();
      line.ask(i, "echo");
    }
    long now;
    do {
      int id = Integer.parseInt(line.next());
      now = System.nanoTime();
      note(now - asked[id], now);
      asked[id] = now;
      line.ask(id, "echo");
    } while (goesOn(now, seconds));
    report(n / seconds);
  }

  private void bursts(int burst, double seconds) throws IOException {
    line.register("client");
    line.send("source");
    line.send("source");
    long before = System.nanoTime();
    long now;
    do {
      for (int i = 0; i < burst; i++) {
        line.next();
      }
      now = System.nanoTime();
      note(now - before, before);
      before = now;
      line.send("source");
    } while (goesOn(now, seconds));
    report(n * (double) burst / seconds);
  }

  private void note(long nanos, long since) {
    if (since >= start && n < took.length) {
      took[n++] = nanos;
    }
  }

  private boolean goesOn(long now, double seconds) {
    return now < start + (long) (seconds * 1e9);
  }

  private void report(double messages) {
    Arrays.sort(took, 0, n);
    System.out.println(messages + " " + took[n / 2] / 1e3 + " " + took[(int) (n * 0.99)] / 1e3);
  }
}
