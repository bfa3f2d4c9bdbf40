// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.Outgoing.IfBlocked;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Socket;

/** One outbox, and who is told what became of what left it; all on the test's thread. */
abstract class OutboxFixture extends ContextFixture {
  static final String ENDPOINT = "inproc://outbox";

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

  @Override
  Socket socket(SocketKind kind) {
    Socket socket = super.socket(kind);
    socket.setHWM(1);
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
