// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqOptions;
import io.zmqchans.support.Node;
import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenSocket;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** A Vert.x for verticles whose sockets are opened at run time. */
abstract class SeedFixture {
  static final String WILDCARD = "tcp://127.0.0.1:*";

  final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() throws Exception {
    Node.await(vertx.close());
  }

  /** A verticle without sockets, named {@code zmq}. */
  OpenContext context() {
    return context(new ZmqOptions());
  }

  OpenContext context(ZmqOptions options) {
    return OpenContext.start(vertx, ThreadingModel.WORKER, options);
  }

  /** An object of these names and values in turn. */
  static JsonObject json(Object... fields) {
    return OpenSocket.json(fields);
  }

  /** What the call failed with; null if it didn't. */
  static ZmqFailure failure(ThrowingCallable call) {
    Throwable thrown = Assertions.catchThrowable(call);
    return thrown == null ? null : ZmqFailure.of(thrown);
  }
}
