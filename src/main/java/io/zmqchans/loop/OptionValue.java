// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import zmq.util.Z85;

/**
 * The kind, range, unit and default of a socket option's value, and its conversion from and to
 * JSON. Immutable; any thread may call it. For texts and bytes the range is that of the length in
 * bytes (UTF-8).
 */
record OptionValue(
    Kind kind,
    long min,
    long max,
    String unit,
    Object byDefault,
    UnaryOperator<Object> toJeroMq,
    UnaryOperator<Object> fromJeroMq) {

  enum Kind {
    INT,
    LONG,
    BOOL,
    STRING,
    BYTES
  }

  private static OptionValue of(Kind kind, long min, long max, String unit, Object byDefault) {
    return new OptionValue(kind, min, max, unit, byDefault, v -> v, v -> v);
  }

  static OptionValue whole(int min, int max, String unit, Integer byDefault) {
    return of(Kind.INT, min, max, unit, byDefault);
  }

  static OptionValue large(long min, long max, String unit, Long byDefault) {
    return of(Kind.LONG, min, max, unit, byDefault);
  }

  static OptionValue flag(Boolean byDefault) {
    return of(Kind.BOOL, 0, 1, "", byDefault);
  }

  static OptionValue text(int minLength, int maxLength, String byDefault) {
    return of(Kind.STRING, minLength, maxLength, "", byDefault);
  }

  static OptionValue bytes(int minLength, int maxLength, String byDefault) {
    return of(Kind.BYTES, minLength, maxLength, "", byDefault);
  }

  /** A connection allocates buffers of that size outside the heap, hence the maximum. */
  static OptionValue bufferSize() {
    return whole(-1, 1 << 26, "bytes", -1)
        .via(v -> Math.max(0, (int) v), v -> (int) v == 0 ? -1 : v);
  }

  /** A key of CURVE in Z85. */
  static OptionValue key() {
    return text(40, 40, null).via(v -> v, v -> Z85.encode((byte[]) v, 32));
  }

  /** A name in lower case, read-only. */
  static OptionValue word(Function<Object, String> name) {
    return text(0, 0, null).via(v -> v, v -> name.apply(v).toLowerCase(Locale.ROOT));
  }

  /** Where JeroMQ's value is another than libzmq's. */
  OptionValue via(UnaryOperator<Object> toJeroMq, UnaryOperator<Object> fromJeroMq) {
    return new OptionValue(kind, min, max, unit, byDefault, toJeroMq, fromJeroMq);
  }

  /** In words, what {@link #check} accepts. */
  String allowed() {
    String of = unit.isEmpty() ? "" : " (" + unit + ")";
    return switch (kind) {
      case INT, LONG -> "a whole number from " + min + " to " + max + of;
      case BOOL -> "true or false (1 or 0)";
      case STRING -> "a string of " + min + " to " + max + " bytes";
      case BYTES -> "a string or a byte[] of " + min + " to " + max + " bytes";
    };
  }

  /** The Integer, Long, Boolean, String or byte[] that the kind asks for; null if it is not one. */
  Object check(Object json) {
    boolean whole = json instanceof Integer || json instanceof Long;
    Long number = whole ? ((Number) json).longValue() : null;
    switch (kind) {
      case INT, LONG -> {
        if (number != null && number >= min && number <= max) {
          return kind == Kind.LONG ? (Object) number : (Object) number.intValue();
        }
      }
      case BOOL -> {
        if (json instanceof Boolean || (number != null && (number == 0 || number == 1))) {
          return number == null ? json : (Object) (number == 1);
        }
      }
      case STRING, BYTES -> {
        byte[] bytes = json instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : null;
        if (json instanceof byte[] raw && kind == Kind.BYTES) {
          bytes = raw.clone();
        }
        if (bytes != null && bytes.length >= min && bytes.length <= max) {
          return kind == Kind.STRING ? json : bytes;
        }
      }
    }
    return null;
  }

  /** What JeroMQ's getter gave, as a value that JSON can carry. */
  Object toJson(Object fromGetter) {
    Object value = fromJeroMq.apply(fromGetter);
    return switch (kind) {
      case INT, LONG -> value;
      case BOOL -> value instanceof Integer number ? number != 0 : value;
      case STRING -> value == null ? "" : value;
      case BYTES -> printable((byte[]) value);
    };
  }

  static boolean startsWithZero(Object checked) {
    return checked instanceof byte[] raw ? raw[0] == 0 : ((String) checked).charAt(0) == 0;
  }

  private static Object printable(byte[] bytes) {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      String text = StandardCharsets.UTF_8.newDecoder().decode(in).toString();
      return text.codePoints().noneMatch(Character::isISOControl) ? text : bytes.clone();
    } catch (CharacterCodingException e) {
      return bytes.clone();
    }
  }

  /** What was found, for a message. */
  static String show(Object json) {
    if (json == null) {
      return "null";
    }
    if (json instanceof byte[] bytes) {
      return "a byte[" + bytes.length + "]";
    }
    String text = json.toString().replaceAll("\\p{Cntrl}", ".");
    String start = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return json instanceof String
        ? "the string '" + start + "' (" + text.length() + " characters)"
        : start;
  }
}
