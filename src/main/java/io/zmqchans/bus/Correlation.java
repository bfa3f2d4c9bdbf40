// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The frame before the empty delimiter of a request: REP and ROUTER give it back with the answer,
 * as part of the envelope, and so do brokers in between (ZMTP's request-reply envelope, RFC 28). It
 * is eight random bytes, which a peer that wasn't asked can't guess. A mark and the request's
 * headers may follow, as a JSON array of names and values in turn: those who don't know them don't
 * see them. Stateless but for the random numbers; any thread may use it.
 */
final class Correlation {
  private static final int ID_BYTES = 8;
  private static final byte[] MARK = {0, 'z', 'm', 'q', 'h', 'd', 'r', 1};
  private static final int MAX_HEADER_BYTES = 1 << 16;

  /** What our own headers begin with; a peer's word isn't taken for them. */
  private static final String RESERVED = "zmq-";

  private final SecureRandom random = new SecureRandom();

  /** A new number; its first byte isn't 0, which is how the routing ids of ZeroMQ begin. */
  long next() {
    return random.nextLong() | Long.MIN_VALUE;
  }

  /** Throws an {@link IllegalArgumentException} if the headers are too large. */
  static byte[] frame(long id, MultiMap headers) {
    JsonArray pairs = new JsonArray();
    for (Map.Entry<String, String> each : headers) {
      if (!isReserved(each.getKey())) {
        pairs.add(each.getKey()).add(each.getValue());
      }
    }
    if (pairs.isEmpty()) {
      return ByteBuffer.allocate(ID_BYTES).putLong(id).array();
    }
    byte[] json = pairs.toBuffer().getBytes();
    if (json.length > MAX_HEADER_BYTES) {
      throw new IllegalArgumentException(
          "its headers are %d bytes as JSON; allowed are %d"
              .formatted(json.length, MAX_HEADER_BYTES));
    }
    return ByteBuffer.allocate(ID_BYTES + MARK.length + json.length)
        .putLong(id)
        .put(MARK)
        .put(json)
        .array();
  }

  /** The number in an answer's frame. */
  static Optional<Long> id(byte[] frame) {
    return frame.length < ID_BYTES
        ? Optional.empty()
        : Optional.of(ByteBuffer.wrap(frame).getLong());
  }

  /** The headers in a request's frame, which may be anybody's: all of them, or null. */
  static MultiMap headers(byte[] frame) {
    int start = ID_BYTES + MARK.length;
    if (frame.length <= start
        || frame.length > start + MAX_HEADER_BYTES
        || !Arrays.equals(frame, ID_BYTES, start, MARK, 0, MARK.length)) {
      return null;
    }
    try {
      MultiMap headers = MultiMap.caseInsensitiveMultiMap();
      JsonArray pairs =
          new JsonArray(Buffer.buffer(Arrays.copyOfRange(frame, start, frame.length)));
      for (int i = 0; i < pairs.size(); i += 2) {
        if (!(pairs.getValue(i) instanceof String name)
            || !(pairs.getValue(i + 1) instanceof String value)
            || name.isBlank()
            || isReserved(name)) {
          return null;
        }
        headers.add(name, value);
      }
      return headers;
    } catch (DecodeException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  private static boolean isReserved(String header) {
    return header.toLowerCase(Locale.ROOT).startsWith(RESERVED);
  }
}
