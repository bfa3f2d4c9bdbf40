// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.json.JsonObject;
import io.zmqchans.loop.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The keys of one kind of JSON object, each with its default and its check: the one place to add a
 * key. Immutable once built; any thread may call it.
 */
final class Schema {
  private record Key(Object defaultValue, Check check, UnaryOperator<JsonObject> shown) {}

  private final Map<String, Key> keys = new LinkedHashMap<>();
  private final Map<String, String> elsewhere = new LinkedHashMap<>();

  Schema key(String name, Object defaultValue, Check check) {
    keys.put(name, new Key(defaultValue, check, null));
    return this;
  }

  /** An object, none by default, that shows itself in {@code toJson()} only so. */
  Schema secret(String name, Check check, UnaryOperator<JsonObject> shown) {
    keys.put(name, new Key(null, check, shown));
    return this;
  }

  /**
   * Names that users look for here and that belong under another key: they are suggested with that
   * hint.
   */
  Schema elsewhere(Collection<String> names, String hint) {
    names.forEach(name -> elsewhere.put(name, hint));
    return this;
  }

  Object check(String path, String name, Object value) {
    Key key = keys.get(name);
    if (key == null) {
      throw new IllegalArgumentException(at(path, name) + ": unknown key; " + suggest(name));
    }
    return key.check.check(at(path, name), value);
  }

  Object defaultValue(String name) {
    return keys.get(name).defaultValue;
  }

  List<String> names() {
    return List.copyOf(keys.keySet());
  }

  static String at(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private String suggest(String name) {
    List<String> known = new ArrayList<>(keys.keySet());
    known.addAll(elsewhere.keySet());
    return Nearest.to(name, known)
        .map(near -> "did you mean '" + near + "'?" + elsewhere.getOrDefault(near, ""))
        .orElse("allowed are " + String.join(", ", keys.keySet()));
  }

  /** The values of one object of this kind. As thread-safe as a bean: not. */
  final class Values {
    private final String path;
    private final Map<String, Object> values = new LinkedHashMap<>();

    Values(String path) {
      this.path = path;
    }

    void read(JsonObject json) {
      json.forEach(e -> put(e.getKey(), e.getValue()));
    }

    /** Null takes a value back to its default. */
    void put(String name, Object value) {
      if (value == null && keys.containsKey(name)) {
        values.remove(name);
      } else {
        values.put(name, check(path, name, value));
      }
    }

    Object get(String name) {
      Object value = values.get(name);
      return value == null ? defaultValue(name) : value;
    }

    String string(String name) {
      return (String) get(name);
    }

    int integer(String name) {
      return (Integer) get(name);
    }

    boolean bool(String name) {
      return (Boolean) get(name);
    }

    @SuppressWarnings("unchecked") // as Check.strings() returns it
    List<String> strings(String name) {
      return (List<String>) get(name);
    }

    /** A copy, or null. */
    JsonObject object(String name) {
      JsonObject value = (JsonObject) get(name);
      return value == null ? null : value.copy();
    }

    /** Fails for the first of these that isn't there; the path says where they are looked for. */
    void require(String where, String... names) {
      for (String name : names) {
        if (get(name) == null) {
          throw new IllegalArgumentException(at(where, name) + ": is missing; it is required");
        }
      }
    }

    /** Whether it is another than the default. */
    boolean has(String name) {
      return !Objects.equals(get(name), defaultValue(name));
    }

    String path() {
      return path;
    }

    void copyFrom(Values other) {
      values.putAll(other.values);
    }

    JsonObject toJson() {
      JsonObject json = new JsonObject();
      for (String name : keys.keySet()) {
        Object value = get(name);
        UnaryOperator<JsonObject> shown = keys.get(name).shown;
        if (value != null) {
          json.put(name, shown == null ? Check.printable(value) : shown.apply((JsonObject) value));
        }
      }
      return json;
    }
  }
}
