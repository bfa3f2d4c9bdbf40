// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqMessage;
import java.util.List;
import java.util.function.Function;

/** What may be sent to {@code in}, and the frames it becomes. Stateless; any thread may call it. */
final class Bodies {
  private static final String ALLOWED =
      "allowed are ZmqMessage, Buffer, byte[], String, JsonObject and a JsonArray of strings or binaries";

  private Bodies() {}

  /** What makes a message of a body, or throws. */
  static Function<Object, ZmqMessage> encoder(SocketOptions options) {
    Function<Object, ZmqMessage> own = options.getEncoder();
    return own == null ? Bodies::toMessage : body -> notNull(own.apply(body));
  }

  private static ZmqMessage notNull(ZmqMessage message) {
    if (message == null) {
      throw new IllegalArgumentException("the encoder returned null");
    }
    return message;
  }

  /** Throws an {@link IllegalArgumentException} for anything else. */
  static ZmqMessage toMessage(Object body) {
    if (body instanceof ZmqMessage m) {
      return m;
    } else if (body instanceof Buffer || body instanceof byte[] || body instanceof String) {
      return ZmqMessage.of(body);
    } else if (body instanceof JsonObject json) {
      return ZmqMessage.of(json.toBuffer());
    } else if (body instanceof JsonArray array && !array.isEmpty()) {
      return frames(array.getList());
    }
    String found = body instanceof JsonArray ? "an empty array" : name(body);
    throw new IllegalArgumentException("found " + found + "; " + ALLOWED);
  }

  private static ZmqMessage frames(List<?> elements) {
    for (int i = 0; i < elements.size(); i++) {
      Object each = elements.get(i);
      if (!(each instanceof String || each instanceof byte[] || each instanceof Buffer)) {
        throw new IllegalArgumentException(
            "found " + name(each) + " at index " + i + "; " + ALLOWED);
      }
    }
    return ZmqMessage.of(elements.toArray());
  }

  private static String name(Object body) {
    return body == null ? "null" : body.getClass().getSimpleName();
  }
}
