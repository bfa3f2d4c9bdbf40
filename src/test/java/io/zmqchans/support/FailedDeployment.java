// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import static io.zmqchans.support.Node.await;
import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqOptions;
import io.zmqchans.ZmqVerticle;
import java.util.concurrent.TimeUnit;

/** A Vert.x where deployments fail, after a good socket, and must leave nothing of either. */
public final class FailedDeployment implements AutoCloseable {
  private static final String NAME = "v";

  private final Leaks leaks = new Leaks();
  private final Vertx vertx = Vertx.vertx();
  private final int port = Leaks.freePort();
  private final JsonObject good = socket("good", "dealer").put("bind", endpoint());

  public Vertx vertx() {
    return vertx;
  }

  /** Where the good socket is bound. */
  public String endpoint() {
    return "tcp://127.0.0.1:" + port;
  }

  /** The configuration of a verticle with the good socket and these. */
  public JsonObject config(JsonObject... more) {
    JsonArray sockets = new JsonArray().add(good);
    for (JsonObject each : more) {
      sockets.add(each);
    }
    return new JsonObject().put("name", NAME).put("sockets", sockets);
  }

  /** The failure of a deployment with this socket as the second, checked for what it must be. */
  public Throwable fail(ThreadingModel model, JsonObject bad) {
    return fail(
        new ZmqVerticle(), new DeploymentOptions().setThreadingModel(model).setConfig(config(bad)));
  }

  /** As with JSON. */
  public Throwable fail(ThreadingModel model, SocketOptions bad) {
    ZmqOptions options =
        new ZmqOptions().setName(NAME).addSocket(new SocketOptions(good)).addSocket(bad);
    return fail(new ZmqVerticle(options), new DeploymentOptions().setThreadingModel(model));
  }

  private Throwable fail(ZmqVerticle verticle, DeploymentOptions options) {
    return check(vertx.deployVerticle(verticle, options), options.getThreadingModel());
  }

  /** The failure of this deployment, which has one line and left nothing. */
  public Throwable check(Future<String> deployed, ThreadingModel model) {
    Throwable failure = catchThrowable(() -> deployed.await(10, TimeUnit.SECONDS));
    assertThat(failure).isNotNull();
    assertThat(failure.getMessage()).isNotBlank().doesNotContain("\n").doesNotContain("Exception");
    assertThat(vertx.deploymentIDs()).isEmpty();
    nothingStays();
    worksAgain(model);
    return failure;
  }

  private void nothingStays() {
    leaks.none(port);
    for (String address :
        new String[] {"v.control", "v.good.control", "v.good.in", "v.bad.control", "v.bad.in"}) {
      assertThatThrownBy(() -> await(vertx.eventBus().request(address, "hello")))
          .isInstanceOfSatisfying(
              ReplyException.class,
              e -> assertThat(e.failureType()).isEqualTo(ReplyFailure.NO_HANDLERS));
    }
  }

  /** The same name, address and port can be had at once. */
  private void worksAgain(ThreadingModel model) {
    DeploymentOptions options =
        new DeploymentOptions().setThreadingModel(model).setConfig(config());
    String id = await(vertx.deployVerticle(new ZmqVerticle(), options));
    await(vertx.eventBus().request("v.control", new JsonObject().put("command", "list")));
    await(vertx.undeploy(id));
    leaks.none(port);
  }

  @Override
  public void close() {
    await(vertx.close());
    leaks.none(port);
  }
}
