// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqMessage;
import org.zeromq.ZMQ.Socket;

/** Both sides of a proxy, and who is told of what passes. */
abstract class LoopProxyFixture extends LoopSocketFixture {
  static final int WINDOW = 256;

  int allowed = Integer.MAX_VALUE;

  final Proxy.Tap tap =
      new Proxy.Tap() {
        @Override
        public int demand() {
          return allowed;
        }

        @Override
        public void forwarded(LoopSocket from, ZmqMessage message) {
          told.add("forwarded " + from.kind().typeName());
        }

        @Override
        public void lost(LoopSocket at, String why) {
          told.add("lost " + at.kind().typeName() + " " + why);
        }

        @Override
        public void unreadable(LoopSocket from, String why) {
          told.add("unreadable " + from.kind().typeName() + " " + why);
        }
      };

  LoopSocket bound(SocketKind kind, String endpoint) {
    LoopSocket bound = loopSocket(kind, socket(kind));
    bound.endpoints().bind(endpoint);
    return bound;
  }

  LoopSocket front(SocketKind kind) {
    return bound(kind, "inproc://front");
  }

  LoopSocket back(SocketKind kind) {
    return bound(kind, "inproc://back");
  }

  Socket connected(SocketKind kind, String endpoint) {
    Socket socket = socket(kind);
    socket.connect(endpoint);
    return socket;
  }

  Socket atFront(SocketKind kind) {
    return connected(kind, "inproc://front");
  }

  Socket atBack(SocketKind kind) {
    return connected(kind, "inproc://back");
  }

  void serveAll() {
    for (int turns = 0; turns < 100 && !agenda.isEmpty(); turns++) {
      agenda.serve();
    }
  }
}
