// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * What nodes with this module tell each other, as it must be: anybody on the bus may send anything
 * to their addresses. Stateless; any thread may call it.
 */
final class Notices {
  private static final Map<String, Class<?>> FIELDS =
      Map.of(
          "channel", Number.class,
          "address", String.class,
          "round", Number.class,
          "answer", String.class,
          "count", Number.class,
          "upTo", Number.class);

  private static final Map<String, List<String>> NEEDED =
      Map.of(
          "hello", List.of(),
          "ping", List.of(),
          "announce", List.of("channel", "address"),
          "settle", List.of("channel", "address", "round"),
          "settled", List.of("channel", "round", "answer"),
          "credit", List.of("channel", "count", "upTo"));

  private Notices() {}

  /** Whether a body can be read as one. */
  static boolean isOne(Object body) {
    return body instanceof JsonObject notice
        && notice.getValue("node") instanceof String node
        && Members.isNode(node)
        && notice.getValue("what") instanceof String what
        && NEEDED.containsKey(what)
        && NEEDED.get(what).stream().allMatch(name -> has(notice, name))
        && (notice.getValue("new", false) instanceof Boolean)
        && (!what.equals("settled") || Round.Answer.isOne(notice));
  }

  private static boolean has(JsonObject notice, String name) {
    return FIELDS.get(name).isInstance(notice.getValue(name));
  }
}
