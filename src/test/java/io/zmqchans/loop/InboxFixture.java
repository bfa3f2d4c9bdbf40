// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqMessage;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.ZMQ.Socket;

/** One inbox, and who is told of what came; all on the test's thread. */
abstract class InboxFixture extends ContextFixture {
  static final String ENDPOINT = "inproc://inbox";

  final List<String> told = new ArrayList<>();
  int demand = 100;
  final Receiver own = receiver("");

  Receiver receiver(String name) {
    return new Receiver() {
      @Override
      public int demand() {
        return demand;
      }

      @Override
      public void receive(ZmqMessage message) {
        told.add(name + message);
      }

      @Override
      public void misfit(String why) {
        told.add(name + why);
      }

      @Override
      public void received() {
        told.add(name + "that was all");
      }

      @Override
      public void closing() {
        told.add(name + "closing");
      }
    };
  }

  Inbox bound(SocketKind kind) {
    Socket socket = socket(kind);
    socket.bind(ENDPOINT);
    return new Inbox(kind, new RawSocket(socket), own);
  }

  Socket connected(SocketKind kind) {
    Socket socket = socket(kind);
    socket.connect(ENDPOINT);
    return socket;
  }

  static void send(Socket socket, String... frames) {
    for (int i = 0; i < frames.length; i++) {
      assertThat(i < frames.length - 1 ? socket.sendMore(frames[i]) : socket.send(frames[i]))
          .isTrue();
    }
  }

  static String text(Object... frames) {
    return ZmqMessage.of(frames).toString();
  }
}
