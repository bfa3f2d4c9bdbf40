// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.Outgoing.IfBlocked;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Socket;

/** One outbox, and who is told what became of what left it; all on the test's thread. */
abstract class OutboxFixture {
  static final String ENDPOINT = "inproc://outbox";

  private final ZmqContext context = new ZmqContext("outbox", 1, true, (thread, e) -> {});
  final List<Socket> sockets = new ArrayList<>();
  final List<String> told = new ArrayList<>();
  Outbox outbox;

  class Note extends Outgoing {
    private final String name;
    private final IfBlocked ifBlocked;

    Note(String name, IfBlocked ifBlocked, Object... frames) {
      super(null, ZmqMessage.of(frames));
      this.name = name;
      this.ifBlocked = ifBlocked;
    }

    @Override
    protected int maxPending() {
      return 1;
    }

    @Override
    protected void accepted() {}

    @Override
    protected IfBlocked ifBlocked() {
      told.add(name + "?");
      return ifBlocked;
    }

    @Override
    protected void sent() {
      told.add(name);
    }

    @Override
    protected void refused(ZmqFailure failure, String why) {
      told.add(name + " " + failure + " " + why);
    }
  }

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
    Socket socket = context.socket(kind, false);
    socket.setLinger(0);
    socket.setHWM(1);
    sockets.add(socket);
    return socket;
  }

  Socket bound(SocketKind kind) {
    Socket socket = socket(kind);
    socket.bind(ENDPOINT);
    outbox = new Outbox(kind, new RawSocket(socket));
    return socket;
  }

  Socket connected(SocketKind kind) {
    Socket socket = socket(kind);
    socket.connect(ENDPOINT);
    return socket;
  }

  Socket dealer(String id) {
    Socket dealer = socket(SocketKind.DEALER);
    dealer.setIdentity(id.getBytes(ZMQ.CHARSET));
    dealer.connect(ENDPOINT);
    return dealer;
  }

  void add(String... names) {
    for (String name : names) {
      outbox.add(new Note(name, IfBlocked.WAIT, name));
    }
  }

  int flush() {
    return outbox.flush(100, 100);
  }

  static String receive(Socket socket) {
    return socket.recvStr(ZMQ.DONTWAIT);
  }
}
