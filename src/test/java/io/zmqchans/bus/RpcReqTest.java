// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import io.zmqchans.support.RelayFixture;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;

/** A req in mode rpc; its peer is a router that shows, and answers with, whole envelopes. */
class RpcReqTest extends RelayFixture {
  private static final String ENDPOINT = "inproc://rpc";

  private BlockingQueue<ZmqMessage> asked;

  private void deploy(int timeout) {
    JsonObject req = socket("req", "req").put("mode", "rpc").put("requestTimeout", timeout);
    deploy(
        ThreadingModel.WORKER,
        socket("peer", "router").put("bind", ENDPOINT),
        req.put("connect", ENDPOINT));
    asked = received("peer");
  }

  private void answer(ZmqMessage request, String body) {
    node.send("peer", ZmqMessage.of(request.bytes(0), request.bytes(1), "", body));
  }

  @Test
  void shouldBeRelaxedAndCorrelated() {
    deploy(1000);

    assertThat(option("req_relaxed")).isTrue();
    assertThat(option("req_correlate")).isTrue();
    submit("req", "question");
    assertThat(Node.next(asked).bytes(1)).as("request id").hasSize(4);
  }

  private boolean option(String name) {
    return node.command("req", "get", "option", name).getBoolean("value");
  }

  @Test
  void shouldAskOneAfterTheOther() {
    deploy(10_000);
    Future<Message<Object>> first = submit("req", "1");
    Future<Message<Object>> second = submit("req", "2");

    ZmqMessage one = Node.next(asked);
    awaitFigure("req", "pending", 1);
    assertThat(figure("req", "sent")).isEqualTo(1);
    answer(one, "to 1");
    ZmqMessage two = Node.next(asked);
    assertThat(two.string(3)).isEqualTo("2");
    answer(two, "to 2");

    assertThat(Node.await(first).body()).isEqualTo(ZmqMessage.of("to 1"));
    assertThat(Node.await(second).body()).isEqualTo(ZmqMessage.of("to 2"));
  }

  @Test
  void shouldAskTheNextWhenTheOneBeforeIsOutOfTime() {
    deploy(200);
    Future<Message<Object>> lost = submit("req", "lost");
    ZmqMessage one = Node.next(asked);

    Refusal.of(ZmqFailure.TIMEOUT, () -> Node.await(lost)).contains("socket 'req'");
    Future<Message<Object>> next = submit("req", "next");
    ZmqMessage two = Node.next(asked);
    answer(one, "late");
    answer(two, "right");

    assertThat(Node.await(next).body()).isEqualTo(ZmqMessage.of("right"));
  }

  @Test
  void shouldCountALateAnswer() {
    deploy(50);
    Refusal.of(ZmqFailure.TIMEOUT, () -> Node.await(submit("req", "lost")));

    answer(Node.next(asked), "late");

    awaitFigure("req", "dropped", 1);
    assertThat(figure("req", "received")).isEqualTo(1);
  }
}
