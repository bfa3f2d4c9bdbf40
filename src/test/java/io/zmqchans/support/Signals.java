// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqOptions;

/**
 * JeroMQ's signals in the tests' verticles: with {@code -Dzmqchans.test.signalOrder=false} they
 * come in JeroMQ's own order, so that every test can be run both ways.
 */
final class Signals {
  private static final boolean OWN_ORDER =
      "false".equals(System.getProperty("zmqchans.test.signalOrder"));

  private Signals() {}

  static JsonObject of(JsonObject config) {
    return OWN_ORDER ? config.copy().put("signalOrder", false) : config;
  }

  static ZmqOptions of(ZmqOptions options) {
    return OWN_ORDER ? new ZmqOptions(options).setSignalOrder(false) : options;
  }
}
