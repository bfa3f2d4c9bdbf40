// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqMessage;
import java.util.Locale;
import java.util.function.Function;

/** The forms a message may have on {@code out}. Stateless; any thread may use it. */
enum Format implements Function<ZmqMessage, Object> {
  MESSAGE {
    @Override
    public Object apply(ZmqMessage message) {
      return message;
    }

    @Override
    Object frame(ZmqMessage message, int i) {
      throw new UnsupportedOperationException();
    }
  },
  BUFFER {
    @Override
    Object frame(ZmqMessage message, int i) {
      return message.buffer(i);
    }
  },
  STRING {
    @Override
    Object frame(ZmqMessage message, int i) {
      return message.string(i);
    }
  },
  JSON {
    /** Throws a {@link io.vertx.core.json.DecodeException} for what isn't JSON. */
    @Override
    Object frame(ZmqMessage message, int i) {
      return Json.decodeValue(Buffer.buffer(message.array(i)));
    }
  };

  /** What makes a body of a message, or throws. */
  static Function<ZmqMessage, Object> decoder(SocketOptions options) {
    return options.getDecoder() == null ? of(options.getFormat()) : options.getDecoder();
  }

  static Format of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  abstract Object frame(ZmqMessage message, int i);

  /** The single frame's form, or an array of them. */
  @Override
  public Object apply(ZmqMessage message) {
    if (message.size() == 1) {
      return frame(message, 0);
    }
    JsonArray all = new JsonArray();
    for (int i = 0; i < message.size(); i++) {
      all.add(frame(message, i));
    }
    return all;
  }
}
