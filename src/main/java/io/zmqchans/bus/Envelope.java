// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.MultiMap;
import io.zmqchans.ZmqMessage;
import java.util.Arrays;
import java.util.Optional;

/**
 * What comes before the body of a request that a ROUTER received and goes before its answer: the
 * routing id, a frame for each hop, the requester's own if it has one, and the empty delimiter.
 * Immutable, and equal only to itself; any thread may use it.
 */
final class Envelope {
  private final byte[][] frames;

  private Envelope(byte[]... frames) {
    this.frames = frames;
  }

  /** For a REP, which keeps it to itself. */
  static Envelope none() {
    return new Envelope();
  }

  /** All up to the first empty frame, if a body follows that. */
  static Optional<Envelope> of(ZmqMessage request) {
    for (int i = 1; i < request.size() - 1; i++) {
      if (request.array(i).length == 0) {
        return Optional.of(first(i + 1, request));
      }
    }
    return Optional.empty();
  }

  /** Nothing but the routing id, for who knows no delimiter. */
  static Envelope bare(ZmqMessage message) {
    return first(1, message);
  }

  private static Envelope first(int count, ZmqMessage message) {
    byte[][] head = new byte[count][];
    Arrays.setAll(head, message::array);
    return new Envelope(head);
  }

  /** A message without its first frames. */
  static ZmqMessage body(ZmqMessage message, int start) {
    byte[][] body = new byte[message.size() - start][];
    Arrays.setAll(body, i -> message.array(start + i));
    return ZmqMessage.wrap(body);
  }

  /** The body of the request that this was taken from. */
  ZmqMessage body(ZmqMessage request) {
    return frames.length == 0 ? request : body(request, frames.length);
  }

  /** This, and then a body. */
  ZmqMessage with(ZmqMessage body) {
    byte[][] all = Arrays.copyOf(frames, frames.length + body.size());
    for (int i = 0; i < body.size(); i++) {
      all[frames.length + i] = body.array(i);
    }
    return ZmqMessage.wrap(all);
  }

  /** This, before the body of a request to a peer that gives it back. */
  static ZmqMessage request(byte[] correlation, ZmqMessage body) {
    return new Envelope(correlation, new byte[0]).with(body);
  }

  /** The headers that a requester of ours put into the innermost frame, or null. */
  MultiMap headers() {
    int innermost = frames.length - 2;
    return innermost < 1 ? null : Correlation.headers(frames[innermost]);
  }
}
