// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.security.Cidr;
import io.zmqchans.security.Keys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The keys of {@code plain}, {@code curve} and {@code auth}. Stateless; any thread may call it. No
 * message shows a value that may be a secret, or one in the wrong place.
 */
final class SecuritySchema {
  /** What {@code toJson()} shows of a secret. */
  static final String REDACTED = "***";

  /** JeroMQ's server takes a greater length for a negative one. */
  private static final int MAX_LENGTH = 127;

  private static final int MAX_CLIENT_LENGTH = 255;
  private static final List<String> KEYS = List.of("secretKey", "publicKey", "serverKey");

  private static final Check FLAG = hidden("true or false", v -> v instanceof Boolean);
  // JeroMQ counts characters and sends bytes.
  private static final Check WORD =
      hidden("a string of 1 to 255 characters of ASCII", SecuritySchema::isWord);
  private static final Check KEY = hidden(Keys.ALLOWED, Keys::isKey);
  private static final Check FILE = hidden("a file's path", SecuritySchema::isText);
  private static final Check PASSWORD =
      hidden(
          "a string of at most " + MAX_LENGTH + " bytes", v -> v instanceof String s && isShort(s));

  private static final Schema PLAIN =
      new Schema()
          .key("server", false, FLAG)
          .key("username", null, WORD)
          .key("password", null, WORD);
  private static final Schema CURVE = curve();
  private static final Schema AUTH =
      new Schema()
          .key("users", null, SecuritySchema::users)
          .key("keys", null, (path, value) -> array(path, value, KEY))
          .key("allow", null, (path, value) -> array(path, value, SecuritySchema::block))
          .key("deny", null, (path, value) -> array(path, value, SecuritySchema::block))
          .key("address", null, hidden("an event-bus address", SecuritySchema::isText));

  private SecuritySchema() {}

  private static Schema curve() {
    Schema schema = new Schema().key("server", false, FLAG);
    KEYS.forEach(name -> schema.key(name, null, KEY).key(name + "File", null, FILE));
    return schema;
  }

  private static boolean isWord(Object value) {
    return value instanceof String s
        && !s.isEmpty()
        && s.length() <= MAX_CLIENT_LENGTH
        && s.chars().allMatch(c -> c < 128);
  }

  private static boolean isText(Object value) {
    return value instanceof String s && !s.isBlank();
  }

  private static boolean isShort(String s) {
    return s.getBytes(StandardCharsets.UTF_8).length <= MAX_LENGTH;
  }

  /** Refuses without showing what was found. */
  private static Check hidden(String allowed, Predicate<Object> good) {
    return (path, value) -> {
      if (REDACTED.equals(value)) {
        throw new IllegalArgumentException(
            path + ": found what toJson() shows instead of a secret; give the secret itself");
      } else if (!good.test(value)) {
        throw refuse(path, value, allowed);
      }
      return value;
    };
  }

  private static IllegalArgumentException refuse(String path, Object found, String allowed) {
    String type = found == null ? "null" : found.getClass().getSimpleName() + ", not shown here";
    return new IllegalArgumentException(
        "%s: found a value (%s); allowed is %s".formatted(path, type, allowed));
  }

  private static JsonObject object(String path, Object value) {
    if (value instanceof JsonObject || value instanceof Map<?, ?>) {
      return Check.object(path, value);
    }
    throw refuse(path, value, "a JSON object");
  }

  private static JsonArray array(String path, Object value, Check each) {
    if (!(value instanceof JsonArray || value instanceof List<?>)) {
      throw refuse(path, value, "an array");
    }
    JsonArray all = new JsonArray();
    for (Object one : Check.elements(path, value, "")) {
      all.add(each.check(path + "[" + all.size() + "]", one));
    }
    return all;
  }

  private static Object block(String path, Object value) {
    try {
      Cidr.parse((String) Check.address().check(path, value));
      return value;
    } catch (IllegalArgumentException e) {
      throw Check.refuse(path, value, Cidr.ALLOWED);
    }
  }

  private static JsonObject users(String path, Object value) {
    JsonObject users = object(path, value);
    for (String user : users.fieldNames()) {
      if (!isShort(user)) {
        throw refuse(path, user, "names of at most " + MAX_LENGTH + " bytes");
      }
      PASSWORD.check(Schema.at(path, user), users.getValue(user));
    }
    return users.copy();
  }

  private static Schema.Values read(Schema schema, String path, Object value) {
    Schema.Values values = schema.new Values(path);
    values.read(object(path, value));
    return values;
  }

  /** The checked form of {@code plain}. */
  static Object plain(String path, Object value) {
    Schema.Values values = read(PLAIN, path, value);
    for (String name : List.of("username", "password")) {
      expect(values, path, name, !isServer(values));
    }
    return values.toJson();
  }

  /** The checked form of {@code curve}; files are read later. */
  static Object curve(String path, Object value) {
    Schema.Values values = read(CURVE, path, value);
    for (String name : KEYS) {
      boolean inFile = values.has(name + "File");
      if (inFile && values.has(name)) {
        throw new IllegalArgumentException(
            "%s: allowed is one of %s and %sFile, found both".formatted(path, name, name));
      }
      boolean needed = !isServer(values) || name.equals("secretKey");
      expect(values, path, inFile ? name + "File" : name, needed);
    }
    return values.toJson();
  }

  /** The checked form of {@code auth}. */
  static Object auth(String path, Object value) {
    Schema.Values values = read(AUTH, path, value);
    if (values.has("address") && (values.has("users") || values.has("keys"))) {
      throw new IllegalArgumentException(
          path + ": has 'address', so users and keys are asked for there; found them here, too");
    }
    return values.toJson();
  }

  private static boolean isServer(Schema.Values values) {
    return (Boolean) values.get("server");
  }

  private static void expect(Schema.Values values, String path, String name, boolean needed) {
    if (needed && !values.has(name)) {
      throw new IllegalArgumentException(
          Schema.at(path, name) + ": is missing; it is required unless 'server' is true");
    } else if (!needed && values.has(name)) {
      throw new IllegalArgumentException(
          Schema.at(path, name) + ": is the client's, and 'server' is true");
    }
  }

  /** The same without secrets. */
  static JsonObject redact(JsonObject checked) {
    JsonObject shown = checked.copy();
    for (String secret : List.of("password", "secretKey")) {
      if (shown.containsKey(secret)) {
        shown.put(secret, REDACTED);
      }
    }
    JsonObject users = shown.getJsonObject("users", new JsonObject());
    List.copyOf(users.fieldNames()).forEach(user -> users.put(user, REDACTED));
    return shown;
  }
}
