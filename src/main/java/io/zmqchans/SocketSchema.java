// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.json.JsonObject;
import io.zmqchans.loop.SocketKind;
import io.zmqchans.loop.SocketOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The keys of a socket's configuration. Stateless; any thread may call it. */
final class SocketSchema {
  /** The names of ZeroMQ's options. */
  static final List<String> OPTIONS =
      Arrays.stream(SocketOption.values()).map(SocketOption::optionName).toList();

  static final Schema SCHEMA =
      new Schema()
          .key("name", null, Check.text(Pattern.compile("[A-Za-z0-9_-]+")))
          .key("type", null, SocketSchema::type)
          .key("bind", List.of(), Check.strings())
          .key("connect", List.of(), Check.strings())
          .key("attach", List.of(), Check.attachments())
          .key("subscribe", List.of(), Check.strings())
          .key("join", List.of(), Check.groups())
          .key("options", new JsonObject(), SocketSchema::options)
          .key("in", null, Check.address())
          .key("out", null, Check.address())
          .key("control", null, Check.address())
          .key("events", null, Check.address())
          .key("delivery", "send", Check.oneOf("send", "publish", "request"))
          .key("format", "message", Check.oneOf("message", "buffer", "string", "json"))
          .key("maxInFlight", 1000, Check.integer(1, Integer.MAX_VALUE / 2))
          .key("onFull", "pause", Check.oneOf("pause", "drop"))
          .key("maxPending", 1000, Check.integer(1, Integer.MAX_VALUE / 2))
          .key("batch", 1, Check.integer(1, 1 << 16))
          .key("mode", "channel", Check.oneOf("channel", "rpc"))
          .key("requestTimeout", 30_000, Check.integer(1, Integer.MAX_VALUE))
          .key("monitor", false, Check.bool())
          .key("headers", false, Check.bool())
          .secret("plain", SecuritySchema::plain, SecuritySchema::redact)
          .secret("curve", SecuritySchema::curve, SecuritySchema::redact)
          .elsewhere(OPTIONS, " It goes under 'options'.");

  /** Without these, answers would be lost without a word, or find nobody. */
  private static final Map<String, Boolean> RPC_NEEDS =
      Map.of(
          "req_relaxed", true,
          "req_correlate", true,
          "router_mandatory", true,
          "router_raw", false,
          "conflate", false);

  private SocketSchema() {}

  private static Object type(String path, Object value) {
    try {
      SocketKind.of((String) Check.address().check(path, value));
      return value;
    } catch (IllegalArgumentException e) {
      throw Check.refuse(path, value, "one of " + SocketKind.names());
    }
  }

  static Object options(String path, Object value) {
    JsonObject checked = new JsonObject();
    Check.object(path, value)
        .getMap() // an iterator would show binaries as Base64
        .forEach((name, each) -> checked.put(name, option(path, name, each)));
    return checked;
  }

  private static Object option(String path, String name, Object value) {
    try {
      SocketOption option = SocketOption.of(name);
      if (!option.settableInConfig()) {
        throw new IllegalArgumentException("can't be set here: " + option.hint());
      }
      option.check(value);
      return value;
    } catch (UnsupportedOperationException e) {
      throw ZmqFailure.UNSUPPORTED.exception(Schema.at(path, name) + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(Schema.at(path, name) + ": " + e.getMessage(), e);
    }
  }

  /** What the keys must be to each other. */
  static void validate(Schema.Values values, String path) {
    values.require(path, "name", "type");
    SocketKind kind = SocketKind.of(values.string("type"));
    if (!kind.sends()) {
      absent(values, path, kind, "in", "only receives");
    }
    if (!kind.receives()) {
      absent(values, path, kind, "out", "only sends");
    }
    if (kind != SocketKind.SUB) {
      absent(values, path, kind, "subscribe", "has no topics of its own");
    }
    if (kind != SocketKind.DISH) {
      absent(values, path, kind, "join", "has no groups of its own");
    }
    if (kind == SocketKind.STREAM) {
      absent(values, path, kind, "plain", "has no handshake");
      absent(values, path, kind, "curve", "has no handshake");
    }
    if (values.has("plain") && values.has("curve")) {
      throw new IllegalArgumentException(
          Schema.at(path, "plain") + ": there is 'curve', too; a socket has one mechanism");
    }
    for (String name : ((JsonObject) values.get("options")).fieldNames()) {
      if (!SocketOption.of(name).appliesTo(kind.typeName())) {
        throw new IllegalArgumentException(
            "%s.%s: a %s socket doesn't have this option"
                .formatted(Schema.at(path, "options"), name, kind.typeName()));
      }
    }
    if (values.has("batch") && values.has("format")) {
      throw new IllegalArgumentException(
          "%s: found %s with the format %s; a ZmqBatch carries messages, so 'format' must be \"message\""
              .formatted(Schema.at(path, "batch"), values.get("batch"), values.get("format")));
    }
    if (values.get("mode").equals("rpc")) {
      rpc(values, path, kind);
    }
    if (values.get("in") != null && values.get("in").equals(values.get("out"))) {
      throw new IllegalArgumentException(
          Schema.at(path, "in") + ": is the same address as 'out'; messages would go round");
    }
  }

  private static void rpc(Schema.Values values, String path, SocketKind kind) {
    switch (kind) {
      case DEALER, REQ ->
          absent(values, path, kind, "out", "in mode rpc replies to requests on 'in'");
      case REP, ROUTER -> {}
      default ->
          throw new IllegalArgumentException(
              "%s: found \"rpc\", the type is %s; rpc is for dealer, req, router and rep"
                  .formatted(Schema.at(path, "mode"), kind.typeName()));
    }
    absent(
        values, path, kind, "delivery", "in mode rpc has no choice of it: it is the bus's request");
    absent(values, path, kind, "batch", "in mode rpc has each request and answer by itself");
    RPC_NEEDS.forEach((option, needed) -> option(values, path, option, needed));
  }

  private static void option(Schema.Values values, String path, String name, boolean needed) {
    Object found = ((JsonObject) values.get("options")).getValue(name);
    if (found != null && !SocketOption.of(name).check(found).equals(needed)) {
      throw Check.refuse(Schema.at(path, "options") + "." + name, found, needed + " in mode rpc");
    }
  }

  private static void absent(
      Schema.Values values, String path, SocketKind kind, String key, String why) {
    if (values.has(key)) {
      throw new IllegalArgumentException(
          "%s: a %s socket %s".formatted(Schema.at(path, key), kind.typeName(), why));
    }
  }
}
