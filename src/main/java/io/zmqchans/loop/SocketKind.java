// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.util.Arrays;
import java.util.List;
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
  ROUTER(SocketType.ROUTER, true, true),
  XPUB(SocketType.XPUB, true, true),
  XSUB(SocketType.XSUB, true, true),
  PULL(SocketType.PULL, false, true),
  PUSH(SocketType.PUSH, true, false),
  STREAM(SocketType.STREAM, true, true);

  private static final List<String> DRAFTS =
      List.of("client", "server", "radio", "dish", "scatter", "gather", "channel");

  private final SocketType type;
  private final boolean sends;
  private final boolean receives;

  SocketKind(SocketType type, boolean sends, boolean receives) {
    this.type = type;
    this.sends = sends;
    this.receives = receives;
  }

  /**
   * The kind of this name.
   *
   * @throws UnsupportedOperationException for a draft type
   * @throws IllegalArgumentException for anything else that isn't one of {@link #names()}
   */
  public static SocketKind of(String name) {
    for (SocketKind kind : values()) {
      if (kind.typeName().equals(name)) {
        return kind;
      }
    }
    if (DRAFTS.contains(name)) {
      throw new UnsupportedOperationException("draft types aren't in this version");
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

  /** JeroMQ hands out the very array that is its key of the routing table as the first frame. */
  boolean leaksRoutingId() {
    return this == ROUTER || this == STREAM;
  }

  /** JeroMQ gives the parts of a message that peers sent upstream one by one, and not all. */
  boolean tearsMessages() {
    return this == XPUB || this == PUB;
  }
}
