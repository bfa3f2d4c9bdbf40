// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import java.util.ArrayList;
import java.util.List;

/**
 * What one deployment of a Vertx can have and no other: a name, and if it binds an endpoint a
 * single instance. Several instances of one deployment share its name. For the verticle's context.
 */
final class Claim {
  private final Vertx vertx;
  private final String name;
  private final String deployment;

  /**
   * Takes it.
   *
   * @throws IllegalArgumentException if another has the name, or there is one instance too many
   */
  Claim(Vertx vertx, Context context, ZmqOptions options) {
    this.vertx = vertx;
    this.name = options.getName();
    this.deployment = context.deploymentID();
    checkInstances(options, context.getInstanceCount());
    String holder = names().putIfAbsent(name, deployment);
    if (holder != null && !holder.equals(deployment)) {
      throw new IllegalArgumentException(
          "name: '%s' is taken by another verticle of this Vertx, deployment %s"
              .formatted(name, holder));
    }
  }

  private static void checkInstances(ZmqOptions options, int instances) {
    List<SocketOptions> all = new ArrayList<>(options.getSockets());
    options.getBridges().forEach(each -> all.add(each.toSocket()));
    for (SocketOptions each : all) {
      boolean binds =
          !each.getBind().isEmpty() || each.getAttach().stream().anyMatch(a -> a.startsWith("@"));
      if (binds && instances > 1) {
        throw new IllegalArgumentException(
            "socket '%s' binds an endpoint, and only one of %d instances can have that: deploy one"
                .formatted(each.getName(), instances));
      }
    }
  }

  /** Others may have the name. */
  void release() {
    names().removeIfPresent(name, deployment);
  }

  private LocalMap<String, String> names() {
    return vertx.sharedData().getLocalMap("io.zmqchans.names");
  }
}
