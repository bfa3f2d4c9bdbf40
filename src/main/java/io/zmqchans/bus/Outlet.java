// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.tracing.TracingPolicy;
import io.zmqchans.loop.LoopTask;
import io.zmqchans.loop.PeerInfo;
import io.zmqchans.loop.PollLoop;

/**
 * Where a {@link Delivery} delivers to, and how it waits. For any thread.
 *
 * @param onDemand called on the loop thread when there is demand again
 */
record Outlet(
    Vertx vertx,
    PollLoop loop,
    Events events,
    String address,
    int maxInFlight,
    Absence absence,
    Runnable onDemand) {

  /** On a body, if wanted and known: as whom the peer that sent it was let in. */
  static final String USER = "zmq-user";

  /** On a body, if wanted and known: the IP address of the peer that sent it. */
  static final String PEER = "zmq-peer";

  /** What becomes of a body while nobody is registered. */
  enum Absence {
    HOLD,
    DROP,
    IGNORE
  }

  /** Has something run on the loop thread. */
  void onLoop(Runnable work) {
    loop.submit(LoopTask.of(work));
  }

  /** Has something run on the loop thread after a while. */
  void onLoopAfter(long millis, Runnable work) {
    vertx.setTimer(millis, id -> onLoop(work));
  }

  /** All credits, and demand again when half of them are back. */
  Credits credits() {
    LoopTask demand = LoopTask.of(onDemand);
    return new Credits(maxInFlight, () -> loop.submit(demand));
  }

  static DeliveryOptions options() {
    return new DeliveryOptions().setTracingPolicy(TracingPolicy.IGNORE);
  }

  /** With what is known of the sender, which may be null, in headers. */
  static DeliveryOptions options(PeerInfo sender) {
    DeliveryOptions options = options();
    if (sender != null) {
      options.addHeader(PEER, sender.address());
      if (!sender.user().isEmpty()) {
        options.addHeader(USER, sender.user());
      }
    }
    return options;
  }

  static boolean isNobody(Throwable failure) {
    return failure instanceof ReplyException e && e.failureType() == ReplyFailure.NO_HANDLERS;
  }
}
