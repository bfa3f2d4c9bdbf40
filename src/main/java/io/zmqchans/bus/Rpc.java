// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import io.zmqchans.SocketOptions;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.SocketKind;

/**
 * Request/reply over one socket, {@code "mode": "rpc"}: both its ways at once, since each message
 * one way belongs to one of the other. Threads are as of {@link In} and {@link Out}.
 */
interface Rpc extends In, Out {
  /** Whether a socket is to be one. */
  static boolean isAsked(SocketOptions options) {
    return options.getMode().equals("rpc");
  }

  /** Whether it asks its peers, rather than answering them. */
  static boolean asks(SocketKind kind) {
    return kind == SocketKind.DEALER || kind == SocketKind.REQ;
  }

  /**
   * The one for a socket of these options.
   *
   * @param context the hub's
   */
  static Rpc of(SocketOptions options, Outlet outlet, Context context) {
    return switch (SocketKind.of(options.getType())) {
      case DEALER -> new DealerClient(options, outlet);
      case REQ -> new ReqClient(options, outlet);
      default -> new RpcServer(options, outlet, context);
    };
  }

  /**
   * The ZeroMQ options that it needs, where the configuration doesn't have them: a {@code req}
   * gives up a lost peer, a {@code router} tells of a peer that is gone. Not {@code immediate}:
   * with that, a connect that JeroMQ stalls (#1022) takes with it what was sent through it already.
   */
  static void setDefaults(SocketOptions options) {
    JsonObject defaults = new JsonObject();
    SocketKind kind = SocketKind.of(options.getType());
    if (kind == SocketKind.REQ) {
      defaults.put("req_relaxed", true).put("req_correlate", true);
    } else if (kind == SocketKind.ROUTER) {
      defaults.put("router_mandatory", true);
    }
    options.setOptions(defaults.mergeIn(options.getOptions()));
  }

  /** Loop thread. The socket is open; before anything is received or sent. */
  void opened(LoopSocket socket);

  @Override
  default void passed() {
    throw new IllegalStateException("never in a proxy");
  }

  @Override
  default void closeForProxy(boolean proxied) {
    throw new IllegalStateException("never in a proxy");
  }

  @Override
  default void close() {
    // LoopSocket has called closing() before.
  }

  @Override
  default void check() {
    // Every request has its own end.
  }

  @Override
  default long redelivered() {
    return 0;
  }
}
