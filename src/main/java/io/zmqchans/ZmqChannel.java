// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.Vertx;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import io.zmqchans.bus.Sink;
import io.zmqchans.bus.Source;

/**
 * A socket's addresses as streams, on its own node or any other of a cluster. Stateless; any thread
 * may call it.
 */
public final class ZmqChannel {
  private ZmqChannel() {}

  /**
   * What a socket receives. It is for sockets with {@code "delivery": "request"} and {@code
   * "format": "message"}, in batches or not: a message is acknowledged when the handler has
   * returned, or has thrown, which {@code exceptionHandler} is told; with {@code pipeTo} when the
   * destination has it, that is when its {@code write} has succeeded. What isn't acknowledged is
   * delivered again, to this stream or another consumer.
   *
   * <p>It is on the bus from the call of {@code handler} on, and leaves it with {@code
   * handler(null)}, or when the context of that call closes, which {@code endHandler} is told.
   * {@code pause} and {@code fetch} reach back to the socket, by its {@code maxInFlight}, and from
   * there to ZeroMQ's high-water mark. Any thread may call its methods.
   *
   * @param vertx a node of the cluster
   * @param outAddress a socket's {@code out}
   * @return a stream that flows once it has a handler
   */
  public static ReadStream<ZmqMessage> source(Vertx vertx, String outAddress) {
    ZmqMessageCodec.register(vertx);
    return new Source(vertx, outAddress);
  }

  /**
   * What a socket sends. A {@code write} completes when ZeroMQ has accepted the message; it fails
   * as a request to {@code in} fails, with the codes of {@link ZmqFailure}, or if there was no
   * answer within five minutes. The queue is full at 100 unanswered messages, unless {@code
   * setWriteQueueMaxSize} says otherwise; keep that below the socket's {@code maxPending}. {@code
   * end} completes when everything is answered; the socket stays as it is. Any thread may call its
   * methods.
   *
   * @param vertx a node of the cluster
   * @param inAddress a socket's {@code in}
   * @return a stream
   */
  public static WriteStream<ZmqMessage> sink(Vertx vertx, String inAddress) {
    ZmqMessageCodec.register(vertx);
    return new Sink(vertx, inAddress);
  }
}
