// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.util.UUID;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import zmq.Msg;

/** A peer as it should be, of JeroMQ and with a context of its own; for one thread. */
final class PolitePeer {
  /** How its words begin. */
  static final String WORD = "word-";

  /** Where they are said, between radio and dish. */
  static final String GROUP = "words";

  static final int PATIENCE_MILLIS = 30;

  private final ZContext context;
  private final ZMQ.Socket socket;
  private final boolean stream;
  private byte[] id;
  private int client;

  PolitePeer(ZContext context, Pairing pairing, String endpoint) {
    this.context = context;
    socket = context.createSocket(pairing.peer());
    stream = pairing.peer() == SocketType.STREAM;
    socket.setReceiveTimeOut(PATIENCE_MILLIS);
    socket.setSendTimeOut(PATIENCE_MILLIS);
    socket.setHandshakeIvl(500);
    if (pairing.peer() == SocketType.REQ) {
      socket.setReqRelaxed(true);
      socket.setReqCorrelate(true);
    } else if (pairing.peer() == SocketType.SUB) {
      socket.subscribe("");
    } else if (pairing.peer() == SocketType.DISH) {
      socket.setImmediate(false); // or JeroMQ wouldn't tell of the group when it connects again
      socket.join(GROUP);
    }
    socket.connect(endpoint);
  }

  /** A word that nobody said before. */
  String nextWord() {
    return WORD + UUID.randomUUID().toString().substring(0, 30);
  }

  boolean say(String word) {
    if (stream) {
      if (id == null && (id = socket.recv()) == null) {
        nudge();
        return false;
      }
      return socket.send(id, ZMQ.SNDMORE) && socket.send(word);
    }
    return send(word);
  }

  /** Also as types have it that send more than frames. */
  private boolean send(String word) {
    Msg msg = new Msg(word.getBytes(ZMQ.CHARSET));
    msg.setGroup(GROUP);
    msg.setRoutingId(client);
    return socket.base().send(msg, 0);
  }

  /**
   * JeroMQ may have overlooked the connection until another channel comes or goes (#1022), and a
   * stream has no handshake whose time would be up.
   */
  private void nudge() {
    try (ZMQ.Socket nudger = context.createSocket(SocketType.PAIR)) {
      nudger.bind("tcp://127.0.0.1:*");
    }
  }

  /** Whether that word comes, after whatever others may have said. */
  boolean hears(String word) {
    for (String said = hear(); said != null; said = hear()) {
      if (said.contains(word)) { // a stream may have several at once
        return true;
      }
    }
    return false;
  }

  /** Answers all that comes; whether that word was among it. */
  boolean answers(String word) {
    boolean heard = false;
    for (String said = hear(); said != null; said = hear()) {
      heard |= said.equals(word);
      send(said);
    }
    return heard;
  }

  private String hear() {
    Msg msg = socket.base().recv(0);
    client = msg == null ? client : msg.getRoutingId();
    return msg == null ? null : new String(msg.data(), ZMQ.CHARSET);
  }
}
