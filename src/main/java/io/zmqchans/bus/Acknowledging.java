// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.streams.WriteStream;
import io.zmqchans.ZmqMessage;

/**
 * The destination of a pipe from a {@link Source}, whose messages it acknowledges once they are
 * written. As thread-safe as the destination.
 */
final class Acknowledging implements WriteStream<ZmqMessage> {
  private final Source source;
  private final WriteStream<ZmqMessage> destination;

  Acknowledging(Source source, WriteStream<ZmqMessage> destination) {
    this.source = source;
    this.destination = destination;
  }

  @Override
  public Future<Void> write(ZmqMessage message) {
    Receipt receipt = source.takeCurrent();
    return destination
        .write(message)
        .onSuccess(written -> receipt.taken())
        .onFailure(e -> receipt.returned());
  }

  @Override
  public Future<Void> end() {
    return destination.end();
  }

  @Override
  public boolean writeQueueFull() {
    return destination.writeQueueFull();
  }

  @Override
  public Acknowledging setWriteQueueMaxSize(int maxSize) {
    destination.setWriteQueueMaxSize(maxSize);
    return this;
  }

  @Override
  public Acknowledging drainHandler(Handler<Void> handler) {
    destination.drainHandler(handler);
    return this;
  }

  @Override
  public Acknowledging exceptionHandler(Handler<Throwable> handler) {
    destination.exceptionHandler(handler);
    return this;
  }
}
