// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.LoopTask;
import io.zmqchans.loop.SocketKind;
import io.zmqchans.loop.Tally;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Requests of peers to the bus. The loop thread asks on the bus and knows which requests are owed
 * an answer; the bus's answer comes on the loop's context, or goes by the hub's to be made a
 * message by a user's code. A request is owed until then, or until the socket closes, and so is
 * answered once. The figures are for any thread.
 */
final class RpcServer implements Rpc {
  private final Outlet outlet;
  private final Events events;
  private final RpcEncoder encoder;
  private final Function<ZmqMessage, Object> decoder;
  private final boolean filters;
  private final boolean drops;
  private final boolean router;
  private final boolean headers;
  private final int timeoutMillis;
  private final RpcAnswers answers;
  private final Tally delivered = new Tally();
  private LoopSocket socket;
  private boolean closed;

  RpcServer(SocketOptions options, Outlet outlet, Context hub) {
    this.outlet = outlet;
    this.events = outlet.events();
    this.encoder = new RpcEncoder(events, options, hub);
    this.decoder = Format.decoder(options);
    this.filters = options.getDecoder() != null;
    this.drops = options.getOnFull().equals("drop");
    this.router = SocketKind.of(options.getType()) == SocketKind.ROUTER;
    this.headers = options.isHeaders();
    this.timeoutMillis = options.getRequestTimeout();
    this.answers = new RpcAnswers(events, options, outlet.credits());
  }

  @Override
  public void opened(LoopSocket opened) {
    socket = opened;
    answers.opened(opened);
  }

  @Override
  public void handle(Message<Object> message) {
    events.refuse(
        message,
        ZmqFailure.WRONG_STATE,
        "is in mode rpc: what it sends is what consumers of 'out' reply");
  }

  @Override
  public int demand() {
    if (closed) {
      return 0;
    }
    return drops ? UNLIMITED : answers.room();
  }

  @Override
  public void receive(ZmqMessage message) {
    Optional<Envelope> found = router ? Envelope.of(message) : Optional.of(Envelope.none());
    if (found.isEmpty()) {
      withoutEnvelope(message);
    } else if (drops && answers.room() == 0) {
      events.report(Events.Kind.DROPPED, "maxInFlight requests are unanswered");
      answers.refuse(found.get(), ZmqFailure.FULL, "has maxInFlight requests unanswered");
    } else {
      decode(found.get(), found.get().body(message));
    }
  }

  /**
   * From a DEALER that doesn't send the empty delimiter; or a probe, or another's error, which
   * aren't answered: two ROUTERs would go on for ever.
   */
  private void withoutEnvelope(ZmqMessage message) {
    String why = "a request has an empty frame before its body";
    events.report(Events.Kind.UNDECODABLE, why);
    boolean empty = message.size() < 2 || message.array(message.size() - 1).length == 0;
    if (!empty && !ErrorReply.startsAt(message, 1)) {
      answers.refuse(Envelope.bare(message), ZmqFailure.BAD_MESSAGE, "can't read this: " + why);
    }
  }

  private void decode(Envelope envelope, ZmqMessage request) {
    Object body;
    try {
      body = decoder.apply(request);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) { // a user's code
      undecodable(envelope, e);
      return;
    }
    if (body == null && filters) {
      delivered.add(1);
      answers.refuse(envelope, ZmqFailure.BAD_MESSAGE, "does not take this request");
    } else {
      ask(envelope, body);
    }
  }

  private void undecodable(Envelope envelope, Throwable e) {
    events.report(Events.Kind.UNDECODABLE, e.toString());
    answers.refuse(envelope, ZmqFailure.BAD_MESSAGE, "can't read this: " + e.getMessage());
  }

  private void ask(Envelope envelope, Object body) {
    DeliveryOptions options =
        Outlet.options(headers ? socket.sender() : null).setSendTimeout(timeoutMillis);
    MultiMap told = envelope.headers();
    if (told != null) {
      told.forEach(options::addHeader);
    }
    Future<Message<Object>> reply;
    try {
      reply = outlet.vertx().eventBus().request(outlet.address(), body, options);
    } catch (RuntimeException e) { // no codec carries a decoder's result, or its codec refuses it
      undecodable(envelope, e);
      return;
    }
    answers.owe(envelope);
    reply.onComplete(done -> encoder.execute(() -> replied(envelope, done)));
  }

  /** Where replies are encoded. */
  private void replied(Envelope envelope, AsyncResult<Message<Object>> reply) {
    Throwable failure = reply.cause();
    ZmqMessage answer =
        failure == null
            ? encoder.encode(reply.result().body())
            : ErrorReply.of(failure, outlet.address());
    outlet.loop().perform(LoopTask.of(() -> answer(envelope, answer, failure)));
  }

  private void answer(Envelope envelope, ZmqMessage answer, Throwable failure) {
    if (!answers.settle(envelope)) {
      return; // closed, and answered so
    }
    if (failure == null || events.reportRejection(1, failure)) {
      delivered.add(1);
    } else {
      events.report(Events.Kind.DROPPED, "nobody answered: " + failure.getMessage());
    }
    answers.give(envelope, answer);
  }

  @Override
  public void closing() {
    closed = true;
    List<Envelope> left = answers.settleAll();
    if (!left.isEmpty()) {
      String why = "was closed before anybody answered";
      events.report(Events.Kind.DROPPED, left.size(), "the socket " + why);
      ZmqMessage answer = ErrorReply.of(ZmqFailure.CLOSED, events.sentence(why));
      left.forEach(each -> answers.give(each, answer));
    }
  }

  @Override
  public long pending() {
    return answers.pending();
  }

  @Override
  public long delivered() {
    return delivered.get();
  }

  @Override
  public long inFlight() {
    return answers.inFlight();
  }

  @Override
  public boolean isPaused() {
    return answers.isStarving();
  }
}
