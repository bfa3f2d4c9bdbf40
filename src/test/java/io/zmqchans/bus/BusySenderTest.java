// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ.Socket;

/** A sender that goes on with something else, on its event loop. */
class BusySenderTest extends RelayFixture {
  private static final int MESSAGES = 500;
  private static final int TIMEOUT_MILLIS = 20_000;

  @Test
  void shouldSendWhileTheSendersHandlerIsStillAtWork() throws Exception {
    node =
        Node.deploy(
            ThreadingModel.WORKER,
            new JsonObject()
                .put(
                    "sockets",
                    new JsonArray().add(socket("push", "push").put("bind", "tcp://127.0.0.1:*"))));
    String endpoint = node.endpoint("push");
    String in = node.address("push", "in");

    CompletableFuture<Integer> done = new CompletableFuture<>();
    node.vertx()
        .runOnContext(
            busy -> {
              try (ZContext context = new ZContext()) {
                Socket pull = context.createSocket(SocketType.PULL);
                pull.setReceiveTimeOut(TIMEOUT_MILLIS);
                pull.setHandshakeIvl(1000);
                pull.connect(endpoint);
                int came = 0;
                for (int i = 0; i < MESSAGES; i++) {
                  node.vertx().eventBus().send(in, "number " + i);
                  // As nobody should: this event loop does nothing else meanwhile.
                  if (("number " + i).equals(pull.recvStr())) {
                    came++;
                  }
                }
                done.complete(came);
              }
            });

    assertThat(done.get(60, TimeUnit.SECONDS)).isEqualTo(MESSAGES);
  }
}
