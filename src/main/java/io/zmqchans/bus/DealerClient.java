// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.eventbus.Message;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqMessage;
import java.util.Optional;

/**
 * Any number of requests at once over all peers of a DEALER, told apart by their {@link
 * Correlation}. Threads are as of {@link RpcClient}; the numbers are the hub's context's.
 */
final class DealerClient extends RpcClient {
  private final Correlation correlation = new Correlation();

  DealerClient(SocketOptions options, Outlet outlet) {
    super(options, outlet);
  }

  @Override
  long newId() {
    return correlation.next();
  }

  @Override
  ZmqMessage frames(long id, Message<Object> request, ZmqMessage body) {
    return Envelope.request(Correlation.frame(id, request.headers()), body);
  }

  /** The loop knows whether it is one too many. */
  @Override
  void submit(RpcCall call) {
    call.run();
  }

  @Override
  Optional<Long> idOf(ZmqMessage answer) {
    boolean enveloped = answer.size() > 2 && answer.array(1).length == 0;
    return enveloped ? Correlation.id(answer.array(0)) : Optional.empty();
  }

  @Override
  ZmqMessage body(ZmqMessage answer) {
    return Envelope.body(answer, 2);
  }

  @Override
  void closed() {
    // Nobody waits for a turn.
  }

  @Override
  void ended(RpcCall call) {
    // Nobody waits for its end.
  }
}
