// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.loop.Groups;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one control command, checked as they are asked for: failures are {@link
 * ZmqFailure#BAD_COMMAND}.
 */
final class Arguments {
  private final JsonObject json;
  private final String command;

  Arguments(Object body) {
    if (!(body instanceof JsonObject object)) {
      throw ZmqFailure.BAD_COMMAND.exception(
          "a command is a JSON object with 'command'; found " + type(body));
    }
    json = object;
    if (!(json.getValue("command") instanceof String name)) {
      throw ZmqFailure.BAD_COMMAND.exception(
          "'command' is to be a string; found " + show(json.getValue("command")));
    }
    command = name;
  }

  /**
   * These, without {@code socket}, which said whose they are; {@code to} may name another socket
   * instead.
   */
  Arguments withoutSocket() {
    JsonObject rest = json.copy();
    rest.remove("socket");
    if (has("to")) {
      rest.put("socket", rest.remove("to"));
    }
    return new Arguments(rest);
  }

  String command() {
    return command;
  }

  boolean has(String field) {
    return json.getValue(field) != null;
  }

  String string(String field) {
    if (json.getValue(field) instanceof String s) {
      return s;
    }
    throw bad(field, "a string");
  }

  String stringOrNull(String field) {
    return has(field) ? string(field) : null;
  }

  JsonObject object(String field) {
    if (json.getValue(field) instanceof JsonObject o) {
      return o;
    }
    throw ZmqFailure.BAD_COMMAND.exception(
        "command '%s': '%s' is to be a JSON object; found %s"
            .formatted(command, field, type(json.getValue(field))));
  }

  /** A string, split at commas, or an array of strings. */
  List<String> strings(String field) {
    Object value = json.getValue(field);
    if (value instanceof String s) {
      return List.of(s.split(","));
    }
    List<String> all = new ArrayList<>();
    if (value instanceof JsonArray array) {
      for (Object each : array) {
        if (each instanceof String s) {
          all.add(s);
        }
      }
      if (all.size() == array.size()) {
        return all;
      }
    }
    throw bad(field, "a string or an array of strings");
  }

  /** A string, or bytes. */
  byte[] bytes(String field) {
    Object value = json.getMap().get(field); // getValue would show binaries as Base64
    if (value instanceof String || value instanceof byte[] || value instanceof Buffer) {
      return Bodies.toMessage(value).array(0);
    }
    throw bad(field, "a string or binary");
  }

  /** The name of a group. */
  String group(String field) {
    String name = string(field);
    if (!Groups.isName(name)) {
      throw bad(field, Groups.ALLOWED);
    }
    return name;
  }

  /** A whole number from 1. */
  int positive(String field, int byDefault) {
    Object value = json.getValue(field);
    if (value == null) {
      return byDefault;
    } else if (value instanceof Integer number && number > 0) {
      return number;
    }
    throw bad(field, "a whole number from 1");
  }

  Object value(String field) {
    if (!has(field)) {
      throw bad(field, "a value");
    }
    return json.getValue(field);
  }

  private RuntimeException bad(String field, String allowed) {
    return ZmqFailure.BAD_COMMAND.exception(
        "command '%s': '%s' is to be %s; found %s"
            .formatted(command, field, allowed, show(json.getValue(field))));
  }

  private static String show(Object value) {
    boolean scalar = value instanceof String || value instanceof Number || value instanceof Boolean;
    return scalar ? value + " (" + type(value) + ")" : type(value);
  }

  /** All that is shown of what may be a configuration, with secrets. */
  private static String type(Object value) {
    return value == null ? "nothing" : value.getClass().getSimpleName();
  }
}
