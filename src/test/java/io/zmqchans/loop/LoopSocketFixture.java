// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Signals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.zeromq.ZMQ.Socket;

/** Sockets of a loop that doesn't run: all that it would do is done on the test's thread. */
abstract class LoopSocketFixture extends ContextFixture {
  static final String ENDPOINT = "inproc://loop";

  final PollLoop loop = new PollLoop("test", Signals.IO_THREADS, 100, true);
  final Agenda agenda = loop.agenda();
  final Set<String> inprocNames = new HashSet<>();
  final List<String> told = new ArrayList<>();
  int demand = Integer.MAX_VALUE;
  final Receiver receiver =
      new Receiver() {
        @Override
        public int demand() {
          return demand;
        }

        @Override
        public void receive(ZmqMessage message) {
          told.add(message.string(message.size() - 1));
        }

        @Override
        public void closing() {
          told.add("closing");
        }
      };

  class Note extends Outgoing {
    private final int maxPending;

    Note(LoopSocket socket, int maxPending, Object... frames) {
      super(socket, ZmqMessage.of(frames));
      this.maxPending = maxPending;
    }

    private void tell(String what) {
      told.add(what + " " + message.string(message.size() - 1));
    }

    @Override
    protected int maxPending() {
      return maxPending;
    }

    @Override
    protected void accepted() {
      tell("accepted");
    }

    @Override
    protected void sent() {
      tell("sent");
    }

    @Override
    protected void refused(ZmqFailure failure, String why) {
      tell(failure + " " + why + ":");
    }
  }

  @Override
  Socket socket(SocketKind kind) {
    Socket socket = super.socket(kind);
    socket.setHWM(0);
    return socket;
  }

  LoopSocket loopSocket(SocketKind kind, Socket socket) {
    return new LoopSocket(loop, "socket", kind, socket, receiver, null, inprocNames);
  }

  /** Bound, and with nothing to do. */
  LoopSocket bound(SocketKind kind) {
    LoopSocket bound = loopSocket(kind, socket(kind));
    bound.endpoints().bind(ENDPOINT);
    assertThat(agenda.serve()).isZero();
    return bound;
  }

  Socket connected(SocketKind kind) {
    Socket socket = socket(kind);
    socket.connect(ENDPOINT);
    return socket;
  }

  static void refused(ZmqFailure failure, ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .satisfies(e -> assertThat(ZmqFailure.of(e)).isEqualTo(failure))
        .hasMessage(message);
  }
}
