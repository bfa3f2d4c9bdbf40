// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.Status;
import io.zmqchans.bus.Hub;
import io.zmqchans.bus.Roster;
import io.zmqchans.bus.Sight;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What {@code vertx-health-check}, which this needs, may ask about; a module that uses it requires
 * {@code io.vertx.healthcheck}. Any thread may call it.
 */
@SuppressWarnings("exports") // as module-info says
public final class ZmqHealth {
  /** Less than what a health check waits for by default. */
  private static final long PING_MILLIS = 800;

  private static final long STALLED_MILLIS = 5000;
  private static final String STALLED = "stalled";

  private ZmqHealth() {}

  /**
   * A procedure for {@code HealthChecks.register("zmq", …)}. It is {@code UP} if the loop of every
   * verticle of this Vertx answers, JeroMQ's I/O threads are there, and no socket has had something
   * to move for 5 s and moved nothing: because no consumer takes what it received, or no peer what
   * it accepted. The data say which: {@code {V: {"loop": "UP", "ioThreads": "UP", "stalled": {N:
   * ms}}}}.
   *
   * @param vertx any, also before verticles are deployed
   * @return a procedure that answers within a second
   */
  public static Handler<Promise<Status>> procedure(Vertx vertx) {
    Roster roster = Roster.of(vertx);
    return status -> check(roster).onComplete(status);
  }

  private static Future<Status> check(Roster roster) {
    List<Hub> hubs = List.copyOf(roster.hubs());
    return Future.join(hubs.stream().map(ZmqHealth::ping).toList())
        .map(
            pings -> {
              JsonObject data = new JsonObject();
              boolean well = true;
              for (int i = 0; i < hubs.size(); i++) {
                JsonObject one = examine(hubs.get(i), pings.resultAt(i));
                well &= isWell(one);
                data.put(hubs.get(i).name(), one);
              }
              return new Status().setOk(well).setData(data);
            });
  }

  private static Future<Boolean> ping(Hub hub) {
    return hub.ping()
        .timeout(PING_MILLIS, TimeUnit.MILLISECONDS)
        .transform(done -> Future.succeededFuture(done.succeeded()));
  }

  private static JsonObject examine(Hub hub, boolean loop) {
    JsonObject stalled = new JsonObject();
    for (Sight each : hub.sockets()) {
      if (each.stalledMillis() >= STALLED_MILLIS) {
        stalled.put(each.name(), each.stalledMillis());
      }
    }
    return new JsonObject()
        .put("loop", state(loop))
        .put("ioThreads", state(hub.hasIoThreads()))
        .put(STALLED, stalled);
  }

  private static String state(boolean well) {
    return well ? "UP" : "DOWN";
  }

  private static boolean isWell(JsonObject one) {
    return !one.getMap().containsValue("DOWN") && one.getJsonObject(STALLED).isEmpty();
  }
}
