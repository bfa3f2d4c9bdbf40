// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.eventbus.Message;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * One request after the other over a REQ, which is relaxed and correlated: the next leaves when the
 * one before was answered or is out of time, so a lost peer holds nothing up. Threads are as of
 * {@link RpcClient}.
 */
final class ReqClient extends RpcClient {
  private final Queue<RpcCall> waiting = new ArrayDeque<>();
  private RpcCall current;
  private long lastId;

  ReqClient(SocketOptions options, Outlet outlet) {
    super(options, outlet);
  }

  @Override
  long newId() {
    return ++lastId;
  }

  /** REQ has an envelope of its own. */
  @Override
  ZmqMessage frames(long id, Message<Object> request, ZmqMessage body) {
    return body;
  }

  @Override
  void submit(RpcCall call) {
    if (socket().isClosed()) {
      call.closed();
    } else if (pending() >= maxPending()) {
      call.refused(
          ZmqFailure.FULL, "has " + maxPending() + " requests pending, which is its maxPending");
    } else {
      call.accepted();
      waiting.add(call);
      next();
    }
  }

  private void next() {
    if (current == null && !waiting.isEmpty()) {
      current = waiting.remove();
      current.run();
    }
  }

  /** JeroMQ passes only the answer to the last request. */
  @Override
  Optional<Long> idOf(ZmqMessage answer) {
    return Optional.ofNullable(current).map(call -> call.id);
  }

  @Override
  ZmqMessage body(ZmqMessage answer) {
    return answer;
  }

  @Override
  void closed() {
    waiting.clear();
  }

  @Override
  void ended(RpcCall call) {
    if (call == current) {
      current = null;
    } else {
      waiting.remove(call);
    }
    next();
  }
}
