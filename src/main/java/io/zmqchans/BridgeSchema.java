// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.json.JsonObject;
import io.zmqchans.loop.SocketOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The keys of a bridge's configuration. Stateless; any thread may call it. */
final class BridgeSchema {
  private static final int MANY = 1 << 20;

  static final Schema SCHEMA =
      new Schema()
          .key("name", null, Check.text(Pattern.compile("[A-Za-z0-9_-]+")))
          .key("bind", List.of(), Check.strings())
          .key("connect", List.of(), Check.strings())
          .key("options", new JsonObject(), SocketSchema::options)
          .secret("plain", SecuritySchema::plain, SecuritySchema::redact)
          .secret("curve", SecuritySchema::curve, SecuritySchema::redact)
          .key("inbound", List.of(), BridgeSchema::rules)
          .key("outbound", List.of(), BridgeSchema::rules)
          .key("replyTimeout", 30_000, Check.integer(1, Integer.MAX_VALUE))
          .key("maxRegistrations", 1000, Check.integer(1, MANY))
          .key("maxOutstanding", 1000, Check.integer(1, MANY))
          .key("maxPending", 10_000, Check.integer(1, MANY))
          .key("monitor", false, Check.bool())
          .key("headers", false, Check.bool())
          .elsewhere(SocketSchema.OPTIONS, " It goes under 'options'.");

  private static final Schema RULE =
      new Schema()
          .key("address", null, Check.address())
          .key("addressRegex", null, BridgeSchema::regex)
          .key("match", null, Check::object);

  /** Without these, losses would go unnoticed, or one client could pass for another. */
  private static final Map<String, Boolean> NEEDS =
      Map.of(
          "router_mandatory", true,
          "router_handover", false,
          "router_raw", false,
          "immediate", true);

  /** By these it knows who is gone. */
  private static final Set<String> OURS = Set.of("disconnect_msg", "selfaddr_property_name");

  private BridgeSchema() {}

  private static Object regex(String path, Object value) {
    try {
      Pattern.compile((String) Check.address().check(path, value));
      return value;
    } catch (PatternSyntaxException e) {
      throw Check.refuse(path, value, "a regular expression of Java's: " + e.getDescription());
    }
  }

  private static Object rules(String path, Object value) {
    List<JsonObject> all = new ArrayList<>();
    for (Object each : Check.elements(path, value, "an array of rules")) {
      String at = path + "[" + all.size() + "]";
      Schema.Values rule = RULE.new Values(at);
      rule.read(Check.object(at, each));
      if (rule.has("address") == rule.has("addressRegex")) {
        throw Check.refuse(
            at, each, "a rule with either 'address' or 'addressRegex', and perhaps 'match'");
      }
      all.add(rule.toJson());
    }
    return List.copyOf(all);
  }

  /** What the keys must be to each other. */
  static void validate(Schema.Values values, String path) {
    values.require(path, "name");
    if (!values.has("bind") && !values.has("connect")) {
      throw new IllegalArgumentException(
          Schema.at(path, "bind") + ": is missing, and so is 'connect'; one of them is required");
    }
    if (values.has("plain") && values.has("curve")) {
      throw new IllegalArgumentException(
          Schema.at(path, "plain") + ": there is 'curve', too; a bridge has one mechanism");
    }
    JsonObject options = (JsonObject) values.get("options");
    for (String name : options.fieldNames()) {
      String at = Schema.at(path, "options") + "." + name;
      if (!SocketOption.of(name).appliesTo("router") || OURS.contains(name)) {
        throw new IllegalArgumentException(at + ": a bridge doesn't have this option");
      }
      Boolean needed = NEEDS.get(name);
      if (needed != null && !SocketOption.of(name).check(options.getValue(name)).equals(needed)) {
        throw Check.refuse(at, options.getValue(name), needed + " on a bridge");
      }
    }
  }
}
