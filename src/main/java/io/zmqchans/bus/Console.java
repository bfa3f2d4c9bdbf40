// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Deployable;
import io.vertx.core.json.JsonObject;

/**
 * Makes the page to look at a verticle with, where there is what it takes. Any thread may call it.
 */
public interface Console {
  /**
   * What is to be deployed beside the verticle.
   *
   * @param verticle its name
   * @param options {@code port} and {@code host}
   */
  Deployable of(String verticle, JsonObject options);
}
