// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import java.util.Arrays;
import java.util.Optional;

/**
 * The answer to a request that failed: {@code "zmq-error"}, and JSON with {@code code} and {@code
 * message}. Stateless; any thread may use it.
 */
final class ErrorReply {
  private static final byte[] MARK = ZmqMessage.of("zmq-error").array(0);

  private ErrorReply() {}

  static ZmqMessage of(ZmqFailure failure, String message) {
    return of(failure.code(), message);
  }

  private static ZmqMessage of(int code, String message) {
    return ZmqMessage.of(MARK, json(code, message));
  }

  /** What a request on the bus failed with. */
  static ZmqMessage of(Throwable cause, String address) {
    return ZmqMessage.of(MARK, json(cause, address));
  }

  private static Buffer json(int code, String message) {
    return new JsonObject().put("code", code).put("message", String.valueOf(message)).toBuffer();
  }

  /** What a request on the bus failed with: a consumer's own code and message as they are. */
  static Buffer json(Throwable cause, String address) {
    if (!(cause instanceof ReplyException e)) {
      return json(ZmqFailure.INTERNAL.code(), cause.toString());
    }
    return switch (e.failureType()) {
      case RECIPIENT_FAILURE -> json(e.failureCode(), e.getMessage());
      case NO_HANDLERS -> json(ZmqFailure.UNROUTABLE.code(), "nobody is registered at " + address);
      case TIMEOUT -> json(ZmqFailure.TIMEOUT.code(), "no answer from " + address + " in time");
      default -> json(ZmqFailure.INTERNAL.code(), e.getMessage());
    };
  }

  /** Whether a message begins as one, at this frame. */
  static boolean startsAt(ZmqMessage message, int frame) {
    return Arrays.equals(message.array(frame), MARK);
  }

  /** The failure that an answer stands for, if it is one of these. */
  static Optional<ReplyException> read(ZmqMessage answer) {
    if (answer.size() != 2 || !startsAt(answer, 0)) {
      return Optional.empty();
    }
    try {
      JsonObject json = new JsonObject(Buffer.buffer(answer.array(1)));
      if (json.getValue("code") instanceof Integer code
          && json.getValue("message") instanceof String message) {
        return Optional.of(new ReplyException(ReplyFailure.RECIPIENT_FAILURE, code, message));
      }
    } catch (DecodeException e) {
      // Then it is an answer that only begins like one.
    }
    return Optional.empty();
  }
}
