// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import java.util.function.Consumer;
import org.zeromq.ZMQ.Socket;

/** Settings that let more be under way, so that threads have to wake each other less often. */
final class Tuning {
  /** So many may be in memory, on each side of a socket. */
  private static final int DEPTH = 10_000;

  /** Of larger ones so many are too much for the memory there is. */
  static final int MAX_SIZE = 1 << 10;

  private static final int BUFFER = 128 << 10;

  static final Consumer<Socket> NONE = socket -> {};

  static final Consumer<Socket> IN =
      socket -> {
        socket.setRcvHWM(DEPTH);
        socket.setReceiveBufferSize(BUFFER);
      };

  static final Consumer<Socket> OUT = socket -> socket.setSndHWM(DEPTH);

  private Tuning() {}

  /** All but the buffer, which has its price beyond this machine. */
  static Ours deep(Ours pull) {
    return pull.with("maxInFlight", DEPTH).option("rcvhwm", DEPTH);
  }

  static Ours in(Ours pull) {
    return deep(pull).option("rcvbuf", BUFFER);
  }

  static Ours out(Ours push) {
    return push.with("maxPending", DEPTH).option("sndhwm", DEPTH);
  }
}
