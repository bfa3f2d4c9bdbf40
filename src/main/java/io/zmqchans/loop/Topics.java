// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqFailure;
import org.zeromq.ZMQ.Socket;

/**
 * The topics of a {@code sub}. For the loop thread; of another type each call fails with {@link
 * ZmqFailure#UNSUPPORTED}.
 */
public final class Topics {
  private final Socket socket;
  private final SocketKind kind;

  Topics(Socket socket, SocketKind kind) {
    this.socket = socket;
    this.kind = kind;
  }

  /** Adds one. */
  public void subscribe(byte[] topic) {
    requireSub("subscribe");
    socket.subscribe(topic);
  }

  /** Takes one back. */
  public void unsubscribe(byte[] topic) {
    requireSub("unsubscribe");
    socket.unsubscribe(topic);
  }

  private void requireSub(String what) {
    if (kind != SocketKind.SUB) {
      throw ZmqFailure.UNSUPPORTED.exception(
          what + ": only a sub socket has topics, this is a " + kind.typeName());
    }
  }
}
