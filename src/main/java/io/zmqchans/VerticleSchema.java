// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The keys of a verticle's configuration. Stateless; any thread may call it. */
final class VerticleSchema {
  private static final Schema PROXY =
      new Schema()
          .key("frontend", null, Check.address())
          .key("backend", null, Check.address())
          .key("capture", null, Check.address());

  private static final Schema CONSOLE =
      new Schema()
          .key("port", null, Check.integer(0, 65_535))
          .key("host", "127.0.0.1", Check.text(Pattern.compile("[A-Za-z0-9.:_-]+")));

  static final Schema SCHEMA =
      new Schema()
          .key("name", "zmq", Check.text(Pattern.compile("[A-Za-z0-9_.-]+")))
          .key("ioThreads", 1, Check.integer(0, 64))
          .key("controlScope", "local", Check.oneOf("local", "cluster", "off"))
          .key("closeTimeout", 1000, Check.integer(0, 3_600_000))
          .key("maxConnections", 1024, Check.integer(1, 1 << 20))
          .secret("auth", SecuritySchema::auth, SecuritySchema::redact)
          .key("sockets", List.of(), (path, value) -> Check.elements(path, value, "an array"))
          .key("proxies", List.of(), VerticleSchema::proxies)
          .key(
              "bridges",
              List.of(),
              (path, value) -> Check.elements(path, value, "an array of JSON objects"))
          .key("signalOrder", true, Check.bool())
          .key("exclusive", null, Check.address())
          .key("console", null, VerticleSchema::console);

  private VerticleSchema() {}

  private static Object proxies(String path, Object value) {
    List<JsonObject> all = new ArrayList<>();
    for (Object each : Check.elements(path, value, "an array of JSON objects")) {
      String at = path + "[" + all.size() + "]";
      Schema.Values proxy = PROXY.new Values(at);
      proxy.read(Check.object(at, each));
      proxy.require(at, "frontend", "backend");
      all.add(proxy.toJson());
    }
    return all;
  }

  private static Object console(String path, Object value) {
    Schema.Values console = CONSOLE.new Values(path);
    console.read(Check.object(path, value));
    console.require(path, "port");
    return console.toJson();
  }
}
