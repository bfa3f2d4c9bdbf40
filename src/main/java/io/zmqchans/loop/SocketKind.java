// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqMessage;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.zeromq.SocketType;

/** The types of sockets and what sets them apart for us. Immutable; any thread may use it. */
public enum SocketKind {
  PAIR(SocketType.PAIR, true, true),
  PUB(SocketType.PUB, true, false),
  SUB(SocketType.SUB, false, true),
  REQ(SocketType.REQ, true, true),
  REP(SocketType.REP, true, true),
  DEALER(SocketType.DEALER, true, true),
  ROUTER(SocketType.ROUTER, true, true, Frames.ROUTED),
  XPUB(SocketType.XPUB, true, true),
  XSUB(SocketType.XSUB, true, true),
  PULL(SocketType.PULL, false, true),
  PUSH(SocketType.PUSH, true, false),
  STREAM(SocketType.STREAM, true, true, Frames.STREAMED),
  CLIENT(SocketType.CLIENT, true, true, Frames.SINGLE),
  SERVER(SocketType.SERVER, true, true, Frames.ID),
  RADIO(SocketType.RADIO, true, false, Frames.GROUP),
  DISH(SocketType.DISH, false, true, Frames.GROUP),
  SCATTER(SocketType.SCATTER, true, false, Frames.SINGLE),
  GATHER(SocketType.GATHER, false, true, Frames.SINGLE),
  CHANNEL(SocketType.CHANNEL, true, true, Frames.SINGLE);

  private final SocketType type;
  private final boolean sends;
  private final boolean receives;
  private final Frames frames;

  SocketKind(SocketType type, boolean sends, boolean receives) {
    this(type, sends, receives, Frames.ANY);
  }

  SocketKind(SocketType type, boolean sends, boolean receives, Frames frames) {
    this.type = type;
    this.sends = sends;
    this.receives = receives;
    this.frames = frames;
  }

  /**
   * The kind of this name.
   *
   * @throws IllegalArgumentException for anything that isn't one of {@link #names()}
   */
  public static SocketKind of(String name) {
    for (SocketKind kind : values()) {
      if (kind.typeName().equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("found '" + name + "'; allowed is one of " + names());
  }

  public static String names() {
    return Arrays.stream(values()).map(SocketKind::typeName).collect(Collectors.joining(", "));
  }

  public String typeName() {
    return name().toLowerCase(Locale.ROOT);
  }

  SocketType type() {
    return type;
  }

  /** Whether it takes messages on {@code in}. */
  public boolean sends() {
    return sends;
  }

  /** Whether it gives messages to {@code out}. */
  public boolean receives() {
    return receives;
  }

  /** Which frames its messages have. */
  Frames frames() {
    return frames;
  }

  /** Why its type doesn't have such a message, in a sentence; null if it has. */
  public String misfit(ZmqMessage message) {
    String why = frames.misfit(message);
    return why == null ? null : "a " + typeName() + "'s " + why;
  }

  /** Whether it has one peer at most. */
  boolean isExclusive() {
    return this == PAIR || this == CHANNEL;
  }

  /** JeroMQ hands out the very array that is its key of the routing table as the first frame. */
  boolean leaksRoutingId() {
    return this == ROUTER || this == STREAM;
  }

  /** JeroMQ gives the parts of a message that peers sent upstream one by one, and not all. */
  boolean tearsMessages() {
    return this == XPUB || this == PUB;
  }
}
