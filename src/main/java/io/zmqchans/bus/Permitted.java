// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What the rules of one direction let through, as Vert.x's bridges have it (PermittedOptions): an
 * address, or a regular expression for the whole of one, and perhaps what a JSON body must have in
 * it. Without a rule nothing passes. Immutable; any thread may use it.
 */
final class Permitted {
  private record Rule(String address, Pattern pattern, JsonObject match) {
    static Rule of(JsonObject rule) {
      String regex = rule.getString("addressRegex");
      return new Rule(
          rule.getString("address"),
          regex == null ? null : Pattern.compile(regex),
          rule.getJsonObject("match"));
    }

    boolean isFor(String asked) {
      return pattern == null ? address.equals(asked) : pattern.matcher(asked).matches();
    }
  }

  private final List<Rule> rules;

  /** Rules that were checked. */
  Permitted(List<JsonObject> rules) {
    this.rules = rules.stream().map(Rule::of).toList();
  }

  /** Whether some body may pass. */
  boolean allows(String address) {
    for (Rule rule : rules) {
      if (rule.isFor(address)) {
        return true;
      }
    }
    return false;
  }

  /** Whether this body may pass; one that isn't a JSON object has nothing in it. */
  boolean allows(String address, Object body) {
    for (Rule rule : rules) {
      if (rule.isFor(address) && (rule.match == null || has(body, rule.match))) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(Object body, JsonObject match) {
    if (!(body instanceof JsonObject object)) {
      return false;
    }
    for (Map.Entry<String, Object> each : match) {
      Object found = object.getValue(each.getKey());
      boolean same =
          each.getValue() instanceof JsonObject inner
              ? has(found, inner)
              : object.containsKey(each.getKey()) && Objects.equals(found, each.getValue());
      if (!same) {
        return false;
      }
    }
    return true;
  }
}
