// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.BitSet;

/** A {@link ClusterNode} as a test has it: orders, and waits for what they give. */
public final class RemoteNode {
  private final ChildProcess process;
  private boolean joined;

  RemoteNode(ChildProcess process) {
    this.process = process;
  }

  /** Its answer to an order; names and values in turn. */
  public String order(String what, Object... fields) {
    if (!joined) {
      process.awaitLine("joined");
      joined = true;
    }
    JsonObject order = new JsonObject().put("do", what);
    for (int i = 0; i < fields.length; i += 2) {
      order.put((String) fields[i], fields[i + 1]);
    }
    process.tell(order.encode());
    return process.awaitLine("ok ");
  }

  /** Deploys a verticle of these sockets. */
  public RemoteNode deploy(JsonObject... sockets) {
    return deploy(sockets, "zmq");
  }

  /** Deploys a verticle of this name. */
  public RemoteNode deploy(JsonObject[] sockets, String name) {
    JsonArray all = new JsonArray();
    for (JsonObject each : sockets) {
      all.add(each);
    }
    JsonObject config = new JsonObject().put("name", name).put("controlScope", "cluster");
    return deployConfig(config.put("sockets", all));
  }

  public RemoteNode deployConfig(JsonObject config) {
    order("deploy", "config", config);
    return this;
  }

  /** Consumes numbered messages, and is busy for that long with each. */
  public RemoteNode consume(String address, long busyMicros) {
    order("register");
    order("consume", "address", address, "busyMicros", busyMicros);
    return this;
  }

  /** What its consumer of an address has taken: {@code count, distinct, disorders, headers}. */
  public JsonObject taken(String address) {
    return new JsonObject(order("taken", "address", address));
  }

  /** Which numbers its consumer of an address has taken. */
  public BitSet seen(String address) {
    return BitSet.valueOf(taken(address).getBinary("seen"));
  }

  /** The reply to a command. */
  public JsonObject command(String address, String command) {
    JsonObject body = new JsonObject().put("command", command);
    return new JsonObject(order("request", "address", address, "body", body));
  }

  /** The figures of a socket of the verticle {@code zmq}, wherever that is. */
  public JsonObject stats(String socket) {
    return command("zmq." + socket + ".control", "stats");
  }

  public String endpoint(String socket) {
    return endpoint("zmq", socket);
  }

  /** A socket's first endpoint, wherever the verticle is. */
  public String endpoint(String verticle, String socket) {
    return command(verticle + "." + socket + ".control", "endpoints")
        .getJsonArray("endpoints")
        .getString(0);
  }

  /** Sends the process a signal, say {@code STOP}. */
  public void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** SIGKILL. */
  public void kill() {
    process.kill();
  }
}
