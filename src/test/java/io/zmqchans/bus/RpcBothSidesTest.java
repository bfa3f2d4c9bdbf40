// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import io.zmqchans.support.RelayFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mode rpc at both ends. */
class RpcBothSidesTest extends RelayFixture {
  private static final String ENDPOINT = "inproc://rpc";

  private void deploy(String client, String server) {
    deploy(
        ThreadingModel.WORKER,
        rpc("server", server).put("bind", ENDPOINT),
        rpc("client", client).put("connect", ENDPOINT));
  }

  private static JsonObject rpc(String name, String type) {
    return socket(name, type).put("mode", "rpc").put("format", "string");
  }

  private BlockingQueue<Message<Object>> collectRequests() {
    BlockingQueue<Message<Object>> requests = new LinkedBlockingQueue<>();
    Node.await(node.vertx().eventBus().consumer("zmq.server.out", requests::add).completion());
    return requests;
  }

  @ParameterizedTest
  @CsvSource({"dealer, router", "dealer, rep", "req, router", "req, rep"})
  void shouldAnswerAndFailAsTheConsumerDoes(String client, String server) {
    deploy(client, server);
    node.vertx()
        .eventBus()
        .consumer(
            "zmq.server.out",
            request -> {
              if (request.body().equals("fail")) {
                request.fail(42, "no such thing");
              } else {
                request.reply("re " + request.body());
              }
            });

    List<Future<Message<Object>>> replies = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      replies.add(submit("client", "" + i));
    }
    for (int i = 0; i < 20; i++) {
      assertThat(Node.await(replies.get(i)).body()).isEqualTo("re " + i);
    }
    Refusal.of(42, () -> Node.await(submit("client", "fail"))).isEqualTo("no such thing");
    assertThat(Node.await(submit("client", "again")).body()).isEqualTo("re again");
  }

  @Test
  void shouldTellTheRequesterThatNobodyIsThere() {
    deploy("dealer", "router");

    Refusal.of(ZmqFailure.UNROUTABLE, () -> Node.await(submit("client", "x")))
        .contains("zmq.server.out");
  }

  @Test
  void shouldTellTheRequesterThatTheServerCloses() {
    deploy("dealer", "router");
    BlockingQueue<Message<Object>> requests = collectRequests();
    Future<Message<Object>> reply = submit("client", "x");
    Node.next(requests);

    node.command("server", "close");

    Refusal.of(ZmqFailure.CLOSED, () -> Node.await(reply)).contains("socket 'server'");
  }

  @Test
  void shouldPassHeadersOnButNotOurOwn() {
    deploy("dealer", "router");
    BlockingQueue<Message<Object>> requests = collectRequests();

    DeliveryOptions options =
        new DeliveryOptions()
            .setHeaders(MultiMap.caseInsensitiveMultiMap().add("a", "1").add("a", "2"))
            .addHeader("b", "ü")
            .addHeader("Zmq-User", "admin");
    node.vertx().eventBus().request("zmq.client.in", "x", options);

    MultiMap headers = Node.next(requests).headers();
    assertThat(headers.getAll("a")).containsExactly("1", "2");
    assertThat(headers.get("b")).isEqualTo("ü");
    assertThat(headers.names()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void shouldRefuseHeadersThatAreTooLarge() {
    deploy("dealer", "router");

    DeliveryOptions options = new DeliveryOptions().addHeader("a", "x".repeat(1 << 16));
    Refusal.of(
            ZmqFailure.BAD_MESSAGE,
            () -> Node.await(node.vertx().eventBus().request("zmq.client.in", "x", options)))
        .contains("headers", "65536");
  }

  @Test
  void shouldNotBeProxied() {
    deploy("dealer", "router");

    Refusal.of(
            ZmqFailure.WRONG_STATE,
            () -> node.command(null, "proxy", "frontend", "server", "backend", "client"))
        .contains("socket 'server'", "rpc");
  }

  @Test
  void shouldTellTheRequesterThatTheDecoderFilters() {
    SocketOptions server =
        new SocketOptions(rpc("server", "rep").put("bind", ENDPOINT))
            .setDecoder(message -> message.string(0).equals("spam") ? null : message.string(0));
    deploy(
        ThreadingModel.EVENT_LOOP,
        server,
        new SocketOptions(rpc("client", "dealer").put("connect", ENDPOINT)));
    BlockingQueue<Message<Object>> requests = collectRequests();

    Refusal.of(ZmqFailure.BAD_MESSAGE, () -> Node.await(submit("client", "spam")))
        .contains("server");
    Future<Message<Object>> reply = submit("client", "ham");
    Node.next(requests).reply("yes");
    assertThat(Node.await(reply).body()).isEqualTo("yes");
  }
}
