// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.eventbus.Message;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.LoopTask;
import io.zmqchans.loop.Tally;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Requests of the bus to peers. {@link #handle} is for one context: it makes a {@link RpcCall} and
 * hands that to the loop thread, which alone knows which calls there are and ends each exactly
 * once, by the answer, by time or by a refusal. The figures are for any thread.
 */
abstract class RpcClient implements Rpc {
  /** How many may be unanswered, on their way to the loop included: what a silent peer can cost. */
  static final int MAX_OPEN = 100_000;

  private final Outlet outlet;
  private final Events events;
  private final Function<Object, ZmqMessage> encoder;
  private final RpcOutcome outcome;
  private final int maxPending;
  private final int timeoutMillis;
  private final AtomicInteger open = new AtomicInteger();
  private final Tally accepted = new Tally();
  private final Tally settled = new Tally();
  private final RpcCalls calls;
  private LoopSocket socket;

  RpcClient(SocketOptions options, Outlet outlet) {
    this.outlet = outlet;
    this.events = outlet.events();
    this.encoder = Bodies.encoder(options);
    this.outcome = new RpcOutcome(events, Format.decoder(options));
    this.maxPending = options.getMaxPending();
    this.calls = new RpcCalls(outlet, this::timeOut);
    this.timeoutMillis = options.getRequestTimeout();
  }

  @Override
  public final void opened(LoopSocket opened) {
    socket = opened;
  }

  @Override
  public final void handle(Message<Object> request) {
    RpcCall call;
    try {
      call = call(request, encoder.apply(request.body()));
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) { // a user's code
      events.refuse(request, ZmqFailure.BAD_MESSAGE, "can't send this: " + e.getMessage());
      return;
    }
    if (open.get() >= MAX_OPEN) {
      events.refuse(request, ZmqFailure.FULL, "has " + MAX_OPEN + " requests unanswered");
      return;
    }
    open.incrementAndGet();
    outlet.loop().perform(new Submission(this, call));
  }

  /** One object for each call, where lambdas would be three. */
  private record Submission(RpcClient client, RpcCall call) implements LoopTask {
    @Override
    public void run() {
      client.submit(call);
    }

    @Override
    public void closed() {
      call.closed();
    }
  }

  private RpcCall call(Message<Object> request, ZmqMessage body) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    long id = newId();
    return new RpcCall(this, socket, request, id, deadline, frames(id, request, body));
  }

  /** As {@link #handle}. A number that no other open call has. */
  abstract long newId();

  /** As {@link #handle}. What the socket is to send. */
  abstract ZmqMessage frames(long id, Message<Object> request, ZmqMessage body);

  /** Has a new call sent, now or in its turn, or refuses it. */
  abstract void submit(RpcCall call);

  /** The number of the call that a message answers, if there may be one. */
  abstract Optional<Long> idOf(ZmqMessage answer);

  /** The answer without its envelope. */
  abstract ZmqMessage body(ZmqMessage answer);

  /** No call is sent any more. */
  abstract void closed();

  /** A call has ended, and isn't in the socket any more. */
  abstract void ended(RpcCall call);

  final LoopSocket socket() {
    return socket;
  }

  int maxPending() {
    return maxPending;
  }

  final void accepted(RpcCall call) {
    accepted.add(1);
    calls.add(call);
  }

  final void sent() {
    settled.add(1);
  }

  /** Any thread if it wasn't accepted. */
  final void refused(RpcCall call, ZmqFailure failure, String why) {
    if (call.state() == RpcCall.State.PENDING) {
      settled.add(1);
      calls.remove(call);
      ended(call);
    }
    open.decrementAndGet();
    events.refuse(call.request, failure, why);
  }

  @Override
  public final int demand() {
    return UNLIMITED;
  }

  @Override
  public final void receive(ZmqMessage message) {
    RpcCall call = idOf(message).map(calls::get).orElse(null);
    if (call == null || call.state() != RpcCall.State.SENT) {
      events.report(Events.Kind.DROPPED, "an answer that is late, double or to no request");
      return;
    }
    calls.remove(call);
    open.decrementAndGet();
    outcome.answer(call, body(message));
    ended(call);
  }

  private void timeOut(RpcCall call) {
    end(call, ZmqFailure.TIMEOUT, "had no answer within " + timeoutMillis + " ms");
  }

  /** It is off the table, and unanswered. */
  private void end(RpcCall call, ZmqFailure failure, String why) {
    open.decrementAndGet();
    if (call.state() == RpcCall.State.SENT) {
      outcome.fail(call, failure, why);
    } else {
      socket.withdraw(call);
      settled.add(1);
      events.refuse(call.request, failure, why + ", as no peer took the request");
    }
    ended(call);
  }

  @Override
  public final void closing() {
    List<RpcCall> left = calls.removeAll();
    closed();
    left.forEach(call -> end(call, ZmqFailure.CLOSED, "was closed before the answer came"));
  }

  @Override
  public final long pending() {
    long done = settled.get(); // first, so that the difference isn't negative
    return accepted.get() - done;
  }

  @Override
  public final long delivered() {
    return outcome.delivered();
  }

  @Override
  public final long inFlight() {
    return 0;
  }

  @Override
  public final boolean isPaused() {
    return false;
  }
}
