// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.EncodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Addresses, headers and bodies as frames of a bridge, and back. Stateless; any thread may use it.
 * What can't be read fails with {@link ZmqFailure#BAD_MESSAGE}.
 */
final class BridgeFormat {
  static final byte[] EMPTY = {};

  private static final String CONTENT_TYPE = "content-type";
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain";
  private static final char REPLACEMENT = '\uFFFD';
  private static final int MAX_HEADER_BYTES = 1 << 16;
  private static final int MAX_ADDRESS_BYTES = 1024;

  /** What our own headers begin with; a client's word isn't taken for them. */
  private static final String RESERVED = "zmq-";

  private BridgeFormat() {}

  static String address(byte[] frame) {
    if (frame.length > MAX_ADDRESS_BYTES) {
      throw bad("an address of " + frame.length + " bytes; allowed are " + MAX_ADDRESS_BYTES);
    }
    String address = text("the address", frame);
    if (address.isBlank()) {
      throw bad("an address that is blank");
    }
    return address;
  }

  private static String text(String what, byte[] frame) {
    String read = new String(frame, StandardCharsets.UTF_8);
    if (read.indexOf(REPLACEMENT) < 0) { // as for most, and the JDK is quick with it
      return read;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(frame)).toString();
    } catch (CharacterCodingException e) {
      throw bad(what + " isn't UTF-8");
    }
  }

  /** A client's headers, without those that only we may give. */
  static MultiMap headers(byte[] frame) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    if (frame.length == 0) {
      return headers;
    } else if (frame.length > MAX_HEADER_BYTES) {
      throw bad("headers of " + frame.length + " bytes; allowed are " + MAX_HEADER_BYTES);
    } else if (!(json("the headers", frame) instanceof JsonObject object)) {
      throw bad("the headers are to be a JSON object, or empty");
    } else {
      for (Map.Entry<String, Object> each : object) {
        if (!(each.getValue() instanceof String value) || each.getKey().isBlank()) {
          throw bad("the headers are to have names, and strings as values");
        }
        if (!each.getKey().toLowerCase(Locale.ROOT).startsWith(RESERVED)) {
          headers.add(each.getKey(), value);
        }
      }
      return headers;
    }
  }

  /** A client's body, as its headers say. */
  static Object body(MultiMap headers, byte[] frame) {
    String given = headers.get(CONTENT_TYPE);
    if (given == null) {
      return Buffer.buffer(frame);
    } else if (given.equals(TEXT)) {
      return text("the body", frame);
    }
    return switch (given.split(";", 2)[0].trim().toLowerCase(Locale.ROOT)) {
      case JSON -> json("the body", frame);
      case TEXT -> text("the body", frame);
      default -> Buffer.buffer(frame);
    };
  }

  private static Object json(String what, byte[] frame) {
    try {
      return Json.decodeValue(Buffer.buffer(frame));
    } catch (DecodeException | StackOverflowError e) {
      throw bad(what + " isn't JSON");
    }
  }

  /** What a client is told of a body's headers: whatever they are, and its content type. */
  static byte[] headers(MultiMap headers, Object body) {
    String type = type(body);
    if (type == null && headers.isEmpty()) {
      return EMPTY;
    }
    JsonObject json = new JsonObject();
    headers.forEach(
        each -> {
          if (type == null || !each.getKey().equalsIgnoreCase(CONTENT_TYPE)) {
            json.put(each.getKey(), each.getValue());
          }
        });
    if (type != null) {
      json.put(CONTENT_TYPE, type);
    }
    return json.toBuffer().getBytes();
  }

  private static String type(Object body) {
    if (body instanceof CharSequence || body instanceof Character) {
      return TEXT;
    }
    return isJson(body) ? JSON : null;
  }

  private static boolean isJson(Object body) {
    return body instanceof JsonObject
        || body instanceof JsonArray
        || body instanceof Number
        || body instanceof Boolean;
  }

  /** What a client gets of a body. */
  static byte[] body(Object body) {
    if (body == null) {
      return EMPTY;
    } else if (body instanceof Buffer buffer) {
      return buffer.getBytes();
    } else if (body instanceof byte[] bytes) {
      return bytes;
    } else if (body instanceof CharSequence || body instanceof Character) {
      return body.toString().getBytes(StandardCharsets.UTF_8);
    } else if (body instanceof ZmqMessage message && message.size() == 1) {
      return message.array(0);
    } else if (isJson(body)) {
      try {
        return Json.encodeToBuffer(body).getBytes();
      } catch (EncodeException | StackOverflowError e) {
        throw bad("the body can't be JSON: " + e.getMessage());
      }
    }
    String found = body instanceof ZmqMessage ? "several frames" : body.getClass().getSimpleName();
    throw bad("a bridge can't send a body of " + found);
  }

  static RuntimeException bad(String why) {
    return ZmqFailure.BAD_MESSAGE.exception(why);
  }
}
