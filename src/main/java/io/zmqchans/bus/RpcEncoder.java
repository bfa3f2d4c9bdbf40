// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Context;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Makes a message of a consumer's reply: at once if the module does that itself, on the hub's
 * context if a user's code does. Any thread may use it.
 */
final class RpcEncoder implements Executor {
  private final Events events;
  private final Function<Object, ZmqMessage> encoder;
  private final Context hubOrNull;

  RpcEncoder(Events events, SocketOptions options, Context hub) {
    this.events = events;
    this.encoder = Bodies.encoder(options);
    this.hubOrNull = options.getEncoder() == null ? null : hub;
  }

  @Override
  public void execute(Runnable encoding) {
    if (hubOrNull == null) {
      encoding.run();
    } else {
      hubOrNull.runOnContext(there -> encoding.run());
    }
  }

  /** What to answer with; to be called where {@link #execute} runs things. */
  ZmqMessage encode(Object reply) {
    try {
      return encoder.apply(reply);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) { // a user's code
      String why = "the consumer's reply can't be sent: " + e.getMessage();
      events.report(Events.Kind.REFUSED, ZmqFailure.BAD_MESSAGE + ": " + events.sentence(why));
      return ErrorReply.of(ZmqFailure.BAD_MESSAGE, why);
    }
  }
}
