// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.zmqchans.ZmqFailure;
import io.zmqchans.loop.PeerInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What one client of a bridge has on the bus, from its first message until it is gone. For the
 * desk's context, except {@link #name()}.
 */
final class BridgeClient {
  private static final int MAX_KEPT_BYTES = 256;

  private final BridgePeer peer;
  private final String name;
  private final Map<String, BridgeRegistration> registrations = new HashMap<>();
  private final Set<BridgeCall> outstanding = new LinkedHashSet<>(); // by identity
  private final Set<String> tokens = new LinkedHashSet<>();
  private byte[] headersFrame = BridgeFormat.EMPTY;
  private MultiMap headers = BridgeFormat.headers(BridgeFormat.EMPTY);
  private byte[] addressFrame = BridgeFormat.EMPTY;
  private String address;
  private PeerInfo sender;
  private int undecided;
  private boolean gone;

  BridgeClient(BridgePeer peer, byte[] id) {
    this.peer = peer;
    this.name = HexFormat.of().formatHex(id);
  }

  /** Any thread. Its routing id, in hexadecimal. */
  String name() {
    return name;
  }

  /** By address. */
  Map<String, BridgeRegistration> registrations() {
    return registrations;
  }

  /** Its requests that aren't answered. */
  Set<BridgeCall> outstanding() {
    return outstanding;
  }

  /** Headers it sent, which the caller may change. Most are the same as before, and small. */
  MultiMap headers(byte[] frame) {
    if (!Arrays.equals(frame, headersFrame)) {
      MultiMap read = BridgeFormat.headers(frame);
      if (frame.length > MAX_KEPT_BYTES) {
        return read;
      }
      headers = read.copy(false);
      headersFrame = frame;
    }
    return headers.copy();
  }

  /** An address that it named: most are the same as before. */
  String address(byte[] frame) {
    if (!Arrays.equals(frame, addressFrame) || address == null) {
      address = BridgeFormat.address(frame);
      addressFrame = frame;
    }
    return address;
  }

  /** The tokens of requests that it hasn't answered. */
  Set<String> tokens() {
    return tokens;
  }

  /** Who it is, or null if that isn't known. */
  PeerInfo sender() {
    return sender;
  }

  void sender(PeerInfo info) {
    sender = info;
  }

  /** How many of its events the handler hasn't decided on. */
  int undecided() {
    return undecided;
  }

  void undecided(int change) {
    undecided += change;
  }

  boolean isGone() {
    return gone;
  }

  /** Takes it off the bus; complete when every node knows. */
  Future<Void> leave() {
    gone = true;
    outstanding.clear();
    List<Future<Void>> left = registrations.values().stream().map(BridgeRegistration::end).toList();
    registrations.clear();
    return Future.join(left).otherwiseEmpty().mapEmpty();
  }

  /** Sends frames to it; that they are lost is counted, no more. */
  void push(boolean delimited, byte[]... frames) {
    peer.push(delimited, BridgeClient::ignore, frames);
  }

  /** The same; what is called if they don't reach it is as of {@link BridgePeer#push}. */
  void push(boolean delimited, Consumer<ZmqFailure> onLost, byte[]... frames) {
    peer.push(delimited, onLost, frames);
  }

  private static void ignore(ZmqFailure failure) {
    // Nobody waits.
  }
}
