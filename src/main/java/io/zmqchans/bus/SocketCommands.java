// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.internal.logging.Logger;
import io.vertx.core.internal.logging.LoggerFactory;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.loop.Groups;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.Topics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The control commands of one socket; a new one is a line in the table. For the hub's context. */
final class SocketCommands {
  private interface Command {
    Future<JsonObject> run(Hub hub, Relay relay, Arguments arguments);
  }

  /** Reads its arguments, on the hub's context, and returns what is to be done on the loop. */
  private interface LoopCommand {
    Callable<JsonObject> prepare(Hub hub, LoopSocket socket, Arguments arguments);
  }

  private static final Logger LOG = LoggerFactory.getLogger(SocketCommands.class);
  private static final Map<String, Command> COMMANDS = new TreeMap<>();

  static {
    COMMANDS.put(
        "attach",
        looking(arguments -> arguments.strings("endpoints"), onLoop(SocketCommands::attach)));
    COMMANDS.put("awaitPeers", SocketCommands::awaitPeers);
    COMMANDS.put("bind", looking(SocketCommands::one, onLoop(SocketCommands::bind)));
    COMMANDS.put(
        "close", (hub, relay, arguments) -> hub.relays().close(relay).map(new JsonObject()));
    COMMANDS.put("connect", looking(SocketCommands::one, onLoop(SocketCommands::connect)));
    COMMANDS.put("disconnect", onLoop(SocketCommands::disconnect));
    COMMANDS.put(
        "endpoints", onLoop((hub, socket, arguments) -> () -> endpoints(socket.endpoints().all())));
    COMMANDS.put("get", onLoop(SocketCommands::get));
    COMMANDS.put("join", onLoop(group(Groups::join)));
    COMMANDS.put("leave", onLoop(group(Groups::leave)));
    COMMANDS.put("set", onLoop(SocketCommands::set));
    COMMANDS.put(
        "stats", (hub, relay, arguments) -> hub.calls().settled().map(now -> relay.stats()));
    COMMANDS.put("subscribe", onLoop(topic(Topics::subscribe)));
    COMMANDS.put("unbind", onLoop(SocketCommands::unbind));
    COMMANDS.put("unsubscribe", onLoop(topic(Topics::unsubscribe)));
  }

  private SocketCommands() {}

  /** The result, or a failure; throws for bad arguments. */
  static Future<JsonObject> run(Hub hub, Relay relay, Arguments arguments) {
    Command command = COMMANDS.get(arguments.command());
    if (command == null) {
      throw ZmqFailure.BAD_COMMAND.exception(
          "socket '%s' has no command '%s'; there are %s"
              .formatted(relay.name(), arguments.command(), COMMANDS.keySet()));
    }
    return command.run(hub, relay, arguments);
  }

  private static Command onLoop(LoopCommand command) {
    return (hub, relay, arguments) -> {
      Callable<JsonObject> prepared = command.prepare(hub, relay.socket(), arguments);
      return hub.calls().answer(() -> ifOpen(relay.socket(), prepared));
    };
  }

  /** Has the hosts of these endpoints looked up first. */
  private static Command looking(Function<Arguments, List<String>> endpoints, Command command) {
    return (hub, relay, arguments) ->
        hub.hosts()
            .find(relay.name(), arguments.command(), endpoints.apply(arguments))
            .compose(found -> command.run(hub, relay, arguments));
  }

  private static List<String> one(Arguments arguments) {
    return arguments.has("endpoint") ? List.of(arguments.string("endpoint")) : List.of();
  }

  private static JsonObject ifOpen(LoopSocket socket, Callable<JsonObject> command)
      throws Exception {
    if (socket.isClosed()) {
      throw ZmqFailure.CLOSED.exception("socket '" + socket.name() + "' is closed");
    }
    try {
      return command.call();
    } catch (RuntimeException e) {
      throw ZmqFailure.of(e).exception("socket '" + socket.name() + "': " + e.getMessage());
    }
  }

  private static Future<JsonObject> awaitPeers(Hub hub, Relay relay, Arguments arguments) {
    int count = arguments.positive("count", 1);
    int timeout = arguments.positive("timeout", 30_000);
    return hub.calls()
        .awaitPeers(relay.socket(), count, timeout)
        .map(peers -> new JsonObject().put("peers", peers));
  }

  private static Callable<JsonObject> attach(Hub hub, LoopSocket socket, Arguments arguments) {
    List<String> wanted = arguments.strings("endpoints");
    return () ->
        endpoints(wanted.stream().map(String::trim).map(socket.endpoints()::attach).toList());
  }

  private static Callable<JsonObject> bind(Hub hub, LoopSocket socket, Arguments arguments) {
    String wanted = arguments.string("endpoint");
    return () -> told(hub, socket, "bound at ", socket.endpoints().bind(wanted));
  }

  private static Callable<JsonObject> unbind(Hub hub, LoopSocket socket, Arguments arguments) {
    String wanted = arguments.stringOrNull("endpoint");
    return () -> told(hub, socket, "unbound from ", socket.endpoints().unbind(wanted));
  }

  private static Callable<JsonObject> connect(Hub hub, LoopSocket socket, Arguments arguments) {
    Callable<String> target = target(hub, arguments);
    return () -> endpoint(socket.endpoints().connect(target.call()));
  }

  private static Callable<JsonObject> disconnect(Hub hub, LoopSocket socket, Arguments arguments) {
    Callable<String> target =
        arguments.has("endpoint") || arguments.has("socket") ? target(hub, arguments) : () -> null;
    return () -> endpoint(socket.endpoints().disconnect(target.call()));
  }

  /** An endpoint, or another socket of this verticle at its last bind. */
  private static Callable<String> target(Hub hub, Arguments arguments) {
    if (arguments.has("socket")) {
      LoopSocket other = hub.relays().find(arguments.string("socket")).socket();
      return () -> other.endpoints().connectable();
    }
    String endpoint = arguments.string("endpoint");
    return () -> endpoint;
  }

  private static LoopCommand topic(BiConsumer<Topics, byte[]> change) {
    return (hub, socket, arguments) -> {
      byte[] topic = arguments.bytes("topic");
      return () -> {
        change.accept(socket.topics(), topic);
        return new JsonObject();
      };
    };
  }

  private static LoopCommand group(BiConsumer<Groups, String> change) {
    return (hub, socket, arguments) -> {
      String group = arguments.group("group");
      return () -> {
        change.accept(socket.groups(), group);
        return new JsonObject();
      };
    };
  }

  private static Callable<JsonObject> get(Hub hub, LoopSocket socket, Arguments arguments) {
    String option = arguments.string("option");
    return () -> option(option, socket.options().get(option));
  }

  private static Callable<JsonObject> set(Hub hub, LoopSocket socket, Arguments arguments) {
    String option = arguments.string("option");
    Object value = arguments.value("value");
    return () -> option(option, socket.options().change(option, value));
  }

  private static JsonObject option(String option, Object value) {
    return new JsonObject().put("option", option).put("value", value);
  }

  private static JsonObject told(Hub hub, LoopSocket socket, String what, String endpoint) {
    LOG.info(hub.name() + "." + socket.name() + ": " + what + endpoint);
    return endpoint(endpoint);
  }

  private static JsonObject endpoint(String endpoint) {
    return new JsonObject().put("endpoint", endpoint);
  }

  static JsonObject endpoints(List<String> endpoints) {
    return new JsonObject().put("endpoints", new JsonArray(endpoints));
  }
}
