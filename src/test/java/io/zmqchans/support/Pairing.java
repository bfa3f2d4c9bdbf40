// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import static io.zmqchans.support.Pairing.Talk.ANSWERS;
import static io.zmqchans.support.Pairing.Talk.ASKS;
import static io.zmqchans.support.Pairing.Talk.LISTENS;
import static io.zmqchans.support.Pairing.Talk.SPEAKS;

import java.util.Locale;
import org.zeromq.SocketType;

/** Every type of socket with one that it can talk to, and how to see that it does. */
public enum Pairing {
  PAIR(SocketType.PAIR, ANSWERS),
  PUB(SocketType.SUB, SPEAKS),
  SUB(SocketType.PUB, LISTENS),
  REQ(SocketType.REP, ASKS),
  REP(SocketType.REQ, ANSWERS),
  DEALER(SocketType.DEALER, ANSWERS),
  ROUTER(SocketType.DEALER, ANSWERS),
  XPUB(SocketType.SUB, SPEAKS),
  XSUB(SocketType.PUB, LISTENS),
  PULL(SocketType.PUSH, LISTENS),
  PUSH(SocketType.PULL, SPEAKS),
  STREAM(SocketType.STREAM, ANSWERS),
  CLIENT(SocketType.SERVER, ASKS),
  SERVER(SocketType.CLIENT, ANSWERS),
  RADIO(SocketType.DISH, SPEAKS),
  DISH(SocketType.RADIO, LISTENS),
  SCATTER(SocketType.GATHER, SPEAKS),
  GATHER(SocketType.SCATTER, LISTENS),
  CHANNEL(SocketType.CHANNEL, ANSWERS);

  /** What the socket does. */
  public enum Talk {
    /** Gets what the peer sends. */
    LISTENS,
    /** Sends what the peer gets. */
    SPEAKS,
    /** Sends back to the peer what that sent. */
    ANSWERS,
    /** Sends, and gets it back from the peer. */
    ASKS
  }

  private final SocketType peer;
  private final Talk talk;

  Pairing(SocketType peer, Talk talk) {
    this.peer = peer;
    this.talk = talk;
  }

  /** The socket's type, as the configuration has it. */
  public String type() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of who talks to it. */
  public SocketType peer() {
    return peer;
  }

  public Talk talk() {
    return talk;
  }
}
