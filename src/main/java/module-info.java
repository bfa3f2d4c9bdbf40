// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
/**
 * ZeroMQ sockets as channels of the Vert.x event bus.
 *
 * <p>Only {@link io.zmqchans} is API; the other packages may change at any time.
 */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // Micrometer's
module io.zmqchans {
  requires io.netty.common;
  requires io.netty.transport;
  requires transitive io.vertx.core;
  requires transitive org.zeromq.jeromq;
  requires io.vertx.core.logging;
  requires java.logging;
  requires static transitive io.vertx.healthcheck;
  requires static transitive micrometer.core;
  requires static io.vertx.launcher.application;
  requires static io.vertx.web;
  requires static micrometer.registry.prometheus;

  exports io.zmqchans;

  uses io.zmqchans.bus.Console;

  provides io.zmqchans.bus.Console with
      io.zmqchans.service.WebConsole;
}
