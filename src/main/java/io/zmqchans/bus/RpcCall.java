// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.eventbus.Message;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.Outgoing;

/**
 * A request on its way to a peer and back. Made where {@code in} is served; then the loop thread's
 * alone, but that a closed loop refuses it where it is submitted.
 */
final class RpcCall extends Outgoing {
  enum State {
    /** Not yet accepted. */
    NEW,
    /** Accepted, not yet with ZeroMQ. */
    PENDING,
    /** With ZeroMQ, so on its way to some peer. */
    SENT
  }

  final Message<Object> request;
  final long id;

  /** Of {@link System#nanoTime()}. */
  final long deadline;

  private final RpcClient client;
  private State state = State.NEW;

  RpcCall(
      RpcClient client,
      LoopSocket socket,
      Message<Object> request,
      long id,
      long deadline,
      ZmqMessage message) {
    super(socket, message);
    this.client = client;
    this.request = request;
    this.id = id;
    this.deadline = deadline;
  }

  State state() {
    return state;
  }

  /** Whether the requester waits for the answer. */
  boolean isAwaited() {
    return request.replyAddress() != null;
  }

  @Override
  protected int maxPending() {
    return client.maxPending();
  }

  @Override
  protected void accepted() {
    if (state == State.NEW) { // else it waited for its turn
      state = State.PENDING;
      client.accepted(this);
    }
  }

  @Override
  protected void sent() {
    state = State.SENT;
    client.sent();
  }

  @Override
  protected void refused(ZmqFailure failure, String why) {
    client.refused(this, failure, why);
  }
}
