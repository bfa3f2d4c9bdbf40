// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.zeromq.ZMQ.Socket;

/** A context and its sockets, all for the test's thread. */
abstract class ContextFixture {
  final ZmqContext context = new ZmqContext("context", 1, true, (thread, e) -> {});
  final List<Socket> sockets = new ArrayList<>();

  @BeforeEach
  void open() {
    context.open();
  }

  @AfterEach
  void close() {
    sockets.forEach(Socket::close);
    assertThat(context.close(10_000)).isTrue();
  }

  Socket socket(SocketKind kind) {
    return socket(kind, false);
  }

  Socket socket(SocketKind kind, boolean keepsLast) {
    Socket socket = context.socket(kind, keepsLast);
    socket.setLinger(0);
    sockets.add(socket);
    return socket;
  }
}
