// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.BridgeFixture;
import io.zmqchans.support.Eventually;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** A client that sends faster than a bridge gets on. */
class BridgeFloodTest extends BridgeFixture {
  private static final int ENOUGH = 10;
  private static final int TOO_MANY = 60; // MiB, what TCP keeps included

  private static boolean opens(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldNotReadMoreThanItsContextIsToKeep() {
    CountDownLatch busy = new CountDownLatch(1);
    deploy(
        open()
            .setOptions(new JsonObject().put("rcvhwm", 1))
            .setHandler(event -> event.complete(opens(busy))));
    BlockingQueue<Message<Object>> arrived = messages("open.big");
    try (ZContext context = new ZContext()) {
      ZMQ.Socket client = context.createSocket(SocketType.DEALER);
      client.setSndHWM(1);
      client.setHandshakeIvl(500);
      client.setSendTimeOut(1000);
      client.connect(node.endpoint("edge"));
      ZMsg message = ZMsg.newStringMsg("send", "open.big", "");
      message.add(new byte[1 << 20]);

      int sent = 0;
      while (sent < TOO_MANY && message.send(client, false)) {
        sent++;
      }
      busy.countDown();

      assertThat(sent).isBetween(ENOUGH, TOO_MANY - 1);
      int all = sent;
      Eventually.until(
          () -> all + " messages in " + node.stats("edge"), () -> arrived.size() == all);
    }
  }
}
