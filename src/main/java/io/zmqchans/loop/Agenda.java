// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.util.ArrayDeque;
import java.util.Queue;

/** The sockets that may have something to do. For the loop thread. */
final class Agenda {
  private final Queue<Traffic> toServe = new ArrayDeque<>();
  private final Queue<Traffic> toRetry = new ArrayDeque<>();

  /** In the next turn. */
  void serve(Traffic socket) {
    toServe.add(socket);
  }

  /** In a while: it is blocked and has no signal to tell when that ends. */
  void retry(Traffic socket) {
    toRetry.add(socket);
  }

  /** Whether nothing is to be done in the next turn. */
  boolean isEmpty() {
    return toServe.isEmpty();
  }

  boolean hasRetries() {
    return !toRetry.isEmpty();
  }

  /** Lets each move what it can within its budget; returns how many messages were moved. */
  int serve() {
    int moved = 0;
    for (int n = toServe.size(); n > 0; n--) {
      moved += toServe.remove().serve();
    }
    return moved;
  }

  /** The while is over. */
  void retry() {
    for (Traffic socket; (socket = toRetry.poll()) != null; ) {
      socket.touch();
    }
  }
}
