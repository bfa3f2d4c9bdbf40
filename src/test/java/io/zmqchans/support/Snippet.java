// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqVerticle;

/** What an example of the README may use besides the API; each becomes a subclass. */
public abstract class Snippet {
  protected final Vertx vertx = Vertx.vertx();

  /** The example. */
  protected abstract void example() throws Exception;

  protected JsonObject config(String... sockets) {
    JsonArray all = new JsonArray();
    for (String each : sockets) {
      all.add(new JsonObject(each));
    }
    return new JsonObject().put("sockets", all);
  }

  protected ZmqVerticle deploy(JsonObject config) {
    ZmqVerticle verticle = new ZmqVerticle();
    DeploymentOptions options =
        new DeploymentOptions().setConfig(config).setThreadingModel(ThreadingModel.WORKER);
    Node.await(vertx.deployVerticle(verticle, options));
    return verticle;
  }

  public final void run() throws Exception {
    example();
  }

  public final void close() {
    Node.await(vertx.close());
  }
}
