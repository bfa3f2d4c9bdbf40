// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/**
 * One of the ways in which a test runs.
 *
 * @param model how the verticle is deployed
 * @param transport what its sockets talk over
 */
public record Setting(ThreadingModel model, String transport) {
  /** The threading models that the contract names. */
  public static final List<ThreadingModel> MODELS =
      List.of(ThreadingModel.WORKER, ThreadingModel.EVENT_LOOP);

  /** Every model. */
  public static Stream<ThreadingModel> models() {
    return MODELS.stream();
  }

  /** Every model over tcp and inproc. */
  public static Stream<Setting> all() {
    return models().flatMap(m -> Stream.of(new Setting(m, "tcp"), new Setting(m, "inproc")));
  }

  /** An endpoint to bind; of this name where the transport has names. */
  public String endpoint(String name) {
    return transport.equals("tcp") ? "tcp://127.0.0.1:*" : "inproc://" + name;
  }

  /** A socket bound to an endpoint of its name. */
  public JsonObject bound(String name, String type) {
    return Node.socket(name, type).put("bind", endpoint(name));
  }

  /** A node of these sockets, all but the first of them connected to the first. */
  public Node connected(JsonObject first, JsonObject... others) {
    JsonObject[] sockets = new JsonObject[others.length + 1];
    sockets[0] = first;
    System.arraycopy(others, 0, sockets, 1, others.length);
    Node node = Node.deploy(model, sockets);
    for (JsonObject each : others) {
      node.command(each.getString("name"), "connect", "socket", first.getString("name"));
    }
    return node;
  }

  @Override
  public String toString() {
    return model + ", " + transport;
  }
}
