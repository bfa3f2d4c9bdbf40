// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The two ways to command a socket, each with a threading model of its own. */
public enum Route {
  /** To the socket's own address. */
  SOCKET(ThreadingModel.WORKER),
  /** To the verticle's, with the socket's name. */
  VERTICLE(ThreadingModel.EVENT_LOOP);

  private final ThreadingModel model;

  Route(ThreadingModel model) {
    this.model = model;
  }

  /** A node with one verticle of these sockets, which doesn't try long to get rid of messages. */
  public Node deploy(JsonObject... sockets) {
    JsonObject config = new JsonObject().put("closeTimeout", 100);
    return Node.deploy(model, config.put("sockets", new JsonArray(List.of(sockets))));
  }

  /** The reply to a command; fields are names and values in turn. */
  public JsonObject command(Node node, String socket, String command, Object... fields) {
    return Node.await(ask(node, socket, command, fields));
  }

  /** The same, without waiting. */
  public Future<JsonObject> ask(Node node, String socket, String command, Object... fields) {
    JsonObject json = new JsonObject().put("command", command);
    for (int i = 0; i < fields.length; i += 2) {
      json.put((String) fields[i], fields[i + 1]);
    }
    String address = node.address(socket, "control");
    if (this == VERTICLE) {
      address = address.replace("." + socket + ".", ".");
      if (json.containsKey("socket")) {
        json.put("to", json.getValue("socket"));
      }
      json.put("socket", socket);
    }
    return node.vertx().eventBus().<JsonObject>request(address, json).map(reply -> reply.body());
  }
}
