// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.json.JsonObject;

/** An open socket, to look at. Any thread may call it. */
public interface Sight {
  /** {@return its name} */
  String name();

  /** {@return its name, type and addresses} */
  JsonObject describe();

  /** {@return the figures of {@code stats}} */
  JsonObject stats();

  /** {@return for how many ms it has had something to move, and moved nothing} */
  long stalledMillis();
}
