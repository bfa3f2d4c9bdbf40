// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
/**
 * ZeroMQ sockets as channels of the Vert.x event bus.
 *
 * <p>Only {@link io.zmqchans} is API; the other packages may change at any time.
 */
@SuppressWarnings("requires-automatic") // Micrometer's, and jnacl
module io.zmqchans {
  requires com.fasterxml.jackson.core; // Vert.x's JSON wants it, and leaves it to others to ask
  requires io.netty.common;
  requires io.netty.transport;
  requires transitive io.vertx.core;
  requires transitive org.zeromq.jeromq;
  requires io.vertx.core.logging;
  requires java.logging;
  requires jnacl; // JeroMQ's CURVE wants it, and leaves it to others to ask
  // Not transitive: then no module that requires this one would compile without them.
  requires static io.vertx.healthcheck;
  requires static micrometer.core;
  requires static io.vertx.launcher.application;
  requires static io.vertx.web;
  requires static micrometer.registry.prometheus;

  exports io.zmqchans;

  uses io.zmqchans.bus.Console;

  provides io.zmqchans.bus.Console with
      io.zmqchans.service.WebConsole;
}
