// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import io.zmqchans.loop.PollLoop;
import io.zmqchans.security.AuthRules;
import io.zmqchans.security.Gatekeeper;
import io.zmqchans.security.Mechanism;
import io.zmqchans.security.ZapHandler;

/** Who gets in to the sockets of one verticle. For the hub's context, except {@link #open()}. */
final class Entrance {
  private final Vertx vertx;
  private final ZapHandler zap;
  private boolean guarded;

  /** With the verticle's {@code auth}, or for null none. */
  Entrance(Vertx vertx, PollLoop loop, JsonObject auth) {
    this.vertx = vertx;
    this.guarded = auth != null;
    this.zap = new ZapHandler(loop, gatekeeper(guarded ? auth : new JsonObject()));
  }

  private Gatekeeper gatekeeper(JsonObject auth) {
    String address = auth.getString("address");
    Gatekeeper next =
        address == null ? null : new BusGatekeeper(vertx, address, BusGatekeeper.TIMEOUT_MILLIS);
    return new AuthRules(auth, next);
  }

  /** An {@code auth} that was checked, for handshakes from now on. */
  void rules(JsonObject auth) {
    zap.gatekeeper(gatekeeper(auth));
    guarded = true;
  }

  /** The mechanism of a socket; reads its key files on a worker thread. */
  Future<Mechanism> mechanism(SocketOptions socket) {
    String gap = Mechanism.gap(socket, guarded);
    if (gap != null) {
      return Future.failedFuture(
          ZmqFailure.BAD_COMMAND.exception("socket '%s': %s".formatted(socket.getName(), gap)));
    }
    JsonObject plain = socket.getPlain();
    JsonObject curve = socket.getCurve();
    if (!Mechanism.isInFiles(curve)) {
      return Future.succeededFuture(Mechanism.of(plain, curve));
    }
    return vertx
        .executeBlocking(() -> Mechanism.of(plain, curve), false)
        .recover(
            e ->
                Future.failedFuture(
                    new IllegalArgumentException(
                        "socket '%s': %s".formatted(socket.getName(), e.getMessage()))));
  }

  /** On the loop thread, before a socket is opened: sees to it that its handshakes are answered. */
  void open() {
    zap.open();
  }
}
