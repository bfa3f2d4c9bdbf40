// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.loop.Groups;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Checks one value of a configuration and returns it in the form it is kept in. Stateless; any
 * thread may call it. Every error says where, what was found and what is allowed.
 */
@FunctionalInterface
interface Check {
  Object check(String path, Object value);

  static IllegalArgumentException refuse(String path, Object found, String allowed) {
    return new IllegalArgumentException(
        "%s: found %s; allowed is %s".formatted(path, show(found), allowed));
  }

  /** What was found; of an object only its keys, as its values may be secrets. */
  static String show(Object value) {
    if (value == null) {
      return "null";
    }
    String text = value instanceof String s ? '"' + s + '"' : String.valueOf(value);
    if (value instanceof JsonObject o) {
      text = "{" + String.join(", ", o.fieldNames()) + "}";
    } else if (value instanceof Map<?, ?> || (value instanceof JsonArray a && !a.isEmpty())) {
      text = "…";
    }
    String type = value.getClass().getSimpleName();
    return (text.length() > 60 ? text.substring(0, 60) + "…" : text) + " (" + type + ")";
  }

  static Check text(Pattern pattern) {
    return (path, value) -> {
      if (value instanceof String s && pattern.matcher(s).matches()) {
        return s;
      }
      throw refuse(path, value, "a string that matches " + pattern);
    };
  }

  static Check address() {
    return (path, value) -> {
      if (value instanceof String s && !s.isBlank()) {
        return s;
      }
      throw refuse(path, value, "an event-bus address (a string that isn't blank)");
    };
  }

  static Check oneOf(String... allowed) {
    return (path, value) -> {
      if (value instanceof String s && List.of(allowed).contains(s)) {
        return s;
      }
      throw refuse(path, value, "one of " + String.join(", ", allowed));
    };
  }

  static Check integer(int min, int max) {
    return (path, value) -> {
      boolean whole = value instanceof Integer || value instanceof Long;
      long number = whole ? ((Number) value).longValue() : 0;
      if (!whole || number < min || number > max) {
        throw refuse(path, value, "a whole number from %d to %d".formatted(min, max));
      }
      return (int) number;
    };
  }

  static Check bool() {
    return (path, value) -> {
      if (value instanceof Boolean) {
        return value;
      }
      throw refuse(path, value, "true or false");
    };
  }

  /** A string or an array of strings; kept as a list. */
  static Check strings() {
    return (path, value) -> {
      if (value instanceof String s) {
        return List.of(s);
      }
      List<String> all = new ArrayList<>();
      for (Object each : elements(path, value, "a string or an array of strings")) {
        String at = path + "[" + all.size() + "]";
        all.add((String) text(Pattern.compile("(?s).*")).check(at, each));
      }
      return List.copyOf(all);
    };
  }

  /** A group or an array of them, none of them twice; kept as a list. */
  static Check groups() {
    return (path, value) -> {
      List<?> all = (List<?>) strings().check(path, value);
      for (int i = 0; i < all.size(); i++) {
        if (!Groups.isName((String) all.get(i)) || all.indexOf(all.get(i)) < i) {
          String at = value instanceof String ? path : path + "[" + i + "]";
          throw refuse(at, all.get(i), Groups.ALLOWED + ", and each once");
        }
      }
      return all;
    };
  }

  /**
   * CZMQ's endpoints: an array of, or commas between, {@code @bind} and {@code >connect}; kept as a
   * list.
   */
  static Check attachments() {
    return (path, value) -> {
      Object split = value instanceof String s ? List.of(s.split(",")) : value;
      List<String> all = new ArrayList<>();
      for (Object each : (List<?>) strings().check(path, split)) {
        String endpoint = ((String) each).trim();
        if (endpoint.length() < 2 || "@>".indexOf(endpoint.charAt(0)) < 0) {
          String allowed = "'@' (bind) or '>' (connect) before each endpoint";
          throw refuse(path + "[" + all.size() + "]", each, allowed);
        }
        all.add(endpoint);
      }
      return List.copyOf(all);
    };
  }

  static List<?> elements(String path, Object value, String allowed) {
    if (value instanceof JsonArray a) {
      return a.getList();
    } else if (value instanceof List<?> l) {
      return l;
    }
    throw refuse(path, value, allowed);
  }

  static JsonObject object(String path, Object value) {
    if (value instanceof JsonObject o) {
      return o;
    } else if (value instanceof Map<?, ?> m) {
      JsonObject object = new JsonObject();
      m.forEach((k, v) -> object.put(String.valueOf(k), v));
      return object;
    }
    throw refuse(path, value, "a JSON object");
  }

  /**
   * Nothing but JSON's own types, so that it can be printed; binaries as Base64, as Vert.x has it.
   */
  static Object printable(Object value) {
    if (value instanceof byte[] bytes) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } else if (value instanceof List<?> l) {
      return new JsonArray(new ArrayList<>(l)).copy();
    }
    return value instanceof JsonObject o ? o.copy() : value;
  }
}
