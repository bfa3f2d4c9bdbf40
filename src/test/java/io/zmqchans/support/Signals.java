// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqOptions;

/**
 * How the tests' loops and JeroMQ's I/O reach each other, so that every test can be run in each
 * way: with {@code -Dzmqchans.test.signalOrder=false} signals come in JeroMQ's own order, with
 * {@code -Dzmqchans.test.ioThreads=0} the loop does the I/O itself, where a test doesn't say how
 * many threads there are.
 */
public final class Signals {
  private static final boolean OWN_ORDER =
      "false".equals(System.getProperty("zmqchans.test.signalOrder"));

  /** How many I/O threads there are unless a test says so. */
  public static final int IO_THREADS = Integer.getInteger("zmqchans.test.ioThreads", 1);

  private Signals() {}

  static JsonObject of(JsonObject config) {
    JsonObject copy = config.copy();
    if (OWN_ORDER) {
      copy.put("signalOrder", false);
    }
    if (!copy.containsKey("ioThreads")) {
      copy.put("ioThreads", IO_THREADS);
    }
    return copy;
  }

  static ZmqOptions of(ZmqOptions options) {
    ZmqOptions copy = new ZmqOptions(options);
    if (OWN_ORDER) {
      copy.setSignalOrder(false);
    }
    return options.getIoThreads() == 1 ? copy.setIoThreads(IO_THREADS) : copy;
  }
}
