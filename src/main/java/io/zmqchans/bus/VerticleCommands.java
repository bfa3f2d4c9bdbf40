// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqOptions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The control commands of a whole verticle; a new one is a line in the table. For the verticle's
 * context.
 */
final class VerticleCommands {
  private static final Map<String, BiFunction<Hub, Arguments, Future<JsonObject>>> COMMANDS =
      new TreeMap<>();

  static {
    COMMANDS.put("auth", VerticleCommands::auth);
    COMMANDS.put("close", VerticleCommands::close);
    COMMANDS.put("list", VerticleCommands::list);
    COMMANDS.put("open", VerticleCommands::open);
    COMMANDS.put("proxy", VerticleCommands::proxy);
    COMMANDS.put("stats", VerticleCommands::stats);
    COMMANDS.put("unproxy", VerticleCommands::unproxy);
  }

  private VerticleCommands() {}

  /** The result, or a failure; throws for bad arguments. */
  static Future<JsonObject> run(Hub hub, Arguments arguments) {
    BiFunction<Hub, Arguments, Future<JsonObject>> command = COMMANDS.get(arguments.command());
    if (command == null) {
      throw ZmqFailure.BAD_COMMAND.exception(
          "%s has no command '%s'; there are %s, and with 'socket' those of a socket"
              .formatted(hub.name(), arguments.command(), COMMANDS.keySet()));
    }
    return command.apply(hub, arguments);
  }

  /** New rules for handshakes to come; there is no way back to none. */
  private static Future<JsonObject> auth(Hub hub, Arguments arguments) {
    Object given = arguments.value("auth");
    try {
      hub.entrance().rules(new ZmqOptions(new JsonObject().put("auth", given)).getAuth());
    } catch (IllegalArgumentException e) {
      throw ZmqFailure.BAD_COMMAND.exception("command 'auth': " + e.getMessage());
    }
    return Future.succeededFuture(new JsonObject());
  }

  private static Future<JsonObject> open(Hub hub, Arguments arguments) {
    SocketOptions options;
    try {
      options = new SocketOptions(arguments.object("options"));
    } catch (IllegalArgumentException e) {
      throw ZmqFailure.BAD_COMMAND.exception("command 'open': options." + e.getMessage());
    }
    return hub.relays().open(options).compose(hub.relays()::describe);
  }

  private static Future<JsonObject> close(Hub hub, Arguments arguments) {
    hub.undeploy();
    return Future.succeededFuture(new JsonObject());
  }

  private static Future<JsonObject> list(Hub hub, Arguments arguments) {
    List<Future<JsonObject>> sockets =
        hub.relays().all().stream().map(hub.relays()::describe).toList();
    return Future.all(sockets)
        .map(
            all ->
                new JsonObject().put("name", hub.name()).put("sockets", new JsonArray(all.list())));
  }

  private static Future<JsonObject> proxy(Hub hub, Arguments arguments) {
    return hub.proxies()
        .start(
            arguments.string("frontend"),
            arguments.string("backend"),
            arguments.stringOrNull("capture"))
        .map(new JsonObject());
  }

  private static Future<JsonObject> unproxy(Hub hub, Arguments arguments) {
    return hub.proxies().stop(arguments.string("frontend")).map(new JsonObject());
  }

  /** The sums, and each socket's own. */
  private static Future<JsonObject> stats(Hub hub, Arguments arguments) {
    return hub.calls().settled().map(now -> stats(hub));
  }

  private static JsonObject stats(Hub hub) {
    JsonObject sockets = new JsonObject();
    hub.relays().all().forEach(relay -> sockets.put(relay.name(), relay.stats()));
    Map<String, Long> sums =
        hub.relays().all().stream()
            .flatMap(relay -> relay.stats().stream())
            .filter(figure -> figure.getValue() instanceof Number)
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    TreeMap::new,
                    Collectors.summingLong(figure -> ((Number) figure.getValue()).longValue())));
    JsonObject all = new JsonObject().put("name", hub.name());
    sums.forEach(all::put);
    return all.put("sockets", sockets);
  }
}
