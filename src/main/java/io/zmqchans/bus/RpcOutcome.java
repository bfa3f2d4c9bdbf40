// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.eventbus.ReplyException;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.Tally;
import java.util.Optional;
import java.util.function.Function;

/**
 * How calls that a peer was sent end, for whoever made them. For the loop thread; the figure for
 * any.
 */
final class RpcOutcome {
  private final Events events;
  private final Function<ZmqMessage, Object> decoder;
  private final Tally delivered = new Tally();

  RpcOutcome(Events events, Function<ZmqMessage, Object> decoder) {
    this.events = events;
    this.decoder = decoder;
  }

  /** By an answer without its envelope. */
  void answer(RpcCall call, ZmqMessage answer) {
    Optional<ReplyException> error = ErrorReply.read(answer);
    if (error.isPresent()) {
      delivered.add(1);
      ReplyException e = error.get();
      events.reportRejection(1, e);
      fail(call, e.failureCode(), e.getMessage());
      return;
    }
    try {
      Object body = decoder.apply(answer);
      if (call.isAwaited()) {
        call.request.reply(body);
      }
      delivered.add(1);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) { // a user's code
      events.report(Events.Kind.UNDECODABLE, e.toString());
      String why = "had an answer that is not what 'format' or the decoder wants: " + e;
      fail(call, ZmqFailure.REMOTE_FAILURE, why);
    }
  }

  /** Without an answer that could be read. */
  void fail(RpcCall call, ZmqFailure failure, String why) {
    fail(call, failure.code(), events.sentence(why));
  }

  private static void fail(RpcCall call, int code, String message) {
    if (call.isAwaited()) {
      call.request.fail(code, message);
    }
  }

  /** Any thread. How many had an answer that could be read, if only a failure's. */
  long delivered() {
    return delivered.get();
  }
}
