// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
/**
 * ZeroMQ sockets as channels of the Vert.x event bus.
 *
 * <p>Only {@link io.zmqchans} is API; the other packages may change at any time.
 */
module io.zmqchans {
  requires io.netty.common;
  requires io.netty.transport;
  requires transitive io.vertx.core;
  requires transitive org.zeromq.jeromq;
  requires java.logging;
  requires static io.vertx.launcher.application;

  exports io.zmqchans;
}
