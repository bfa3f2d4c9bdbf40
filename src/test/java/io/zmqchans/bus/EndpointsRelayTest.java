// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Messages.next;
import static io.zmqchans.support.Messages.numbered;
import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Sockets with several endpoints, given in each of the ways there are. */
@ParameterizedClass
@MethodSource("io.zmqchans.support.Setting#models")
class EndpointsRelayTest extends RelayFixture {
  private static final String TCP = "tcp://127.0.0.1:*";

  @Parameter ThreadingModel model;

  private void shouldHear(String... senders) {
    BlockingQueue<ZmqMessage> received = received("pull");
    for (String each : senders) {
      node.send(each, "from " + each);
      assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("from " + each));
    }
  }

  private JsonArray endpoints(String socket) {
    return node.command(socket, "endpoints").getJsonArray("endpoints");
  }

  @Test
  void shouldReceiveOnEveryBind() {
    JsonArray binds = new JsonArray().add(TCP).add("inproc://pull").add(TCP);
    deploy(
        model,
        socket("pull", "pull").put("bind", binds),
        socket("first", "push"),
        socket("second", "push").put("connect", "inproc://pull"),
        socket("third", "push"));
    assertThat(endpoints("pull")).hasSize(3).doesNotHaveDuplicates().contains("inproc://pull");
    node.command("first", "connect", "endpoint", endpoints("pull").getString(0));
    node.command("third", "connect", "endpoint", endpoints("pull").getString(2));
    shouldHear("first", "second", "third");
  }

  @Test
  void shouldSendToEveryConnectInTurn() {
    deploy(
        model,
        socket("one", "pull").put("bind", TCP),
        socket("two", "pull").put("bind", "inproc://two"),
        socket("push", "push"));
    BlockingQueue<ZmqMessage> one = received("one");
    BlockingQueue<ZmqMessage> two = received("two");
    node.command("push", "connect", "socket", "one");
    node.command("push", "connect", "socket", "two");
    numbered(10).forEach(message -> node.send("push", message));
    assertThat(next(5, one)).doesNotContainAnyElementsOf(next(5, two));
    assertThat(figure("push", "sent")).isEqualTo(10);
  }

  @Test
  void shouldConnectToEachOfTheConfiguration() {
    JsonArray both = new JsonArray().add("inproc://one").add("inproc://two");
    deploy(
        model,
        socket("one", "dealer").put("bind", "inproc://one"),
        socket("two", "dealer").put("bind", "inproc://two"),
        socket("three", "dealer").put("connect", both));
    BlockingQueue<ZmqMessage> one = received("one");
    BlockingQueue<ZmqMessage> two = received("two");
    numbered(2).forEach(message -> node.send("three", message));
    assertThat(Node.next(one)).isNotEqualTo(Node.next(two));
  }

  @Test
  void shouldBindAndConnectInOneSocket() {
    deploy(
        model,
        socket("pull", "pull").put("bind", TCP),
        socket("middle", "push").put("bind", "inproc://middle"),
        socket("other", "pull").put("connect", "inproc://middle"));
    node.command("middle", "connect", "socket", "pull");
    BlockingQueue<ZmqMessage> one = received("pull");
    BlockingQueue<ZmqMessage> two = received("other");
    numbered(4).forEach(message -> node.send("middle", message));
    assertThat(next(2, one)).doesNotContainAnyElementsOf(next(2, two));
  }

  @Test
  void attachShouldBindAfterAt() {
    deploy(
        model,
        socket("pull", "pull").put("attach", "@" + TCP + ", @inproc://pull"),
        socket("tcp", "push"),
        socket("inproc", "push").put("attach", new JsonArray().add(">inproc://pull")));
    assertThat(endpoints("pull")).hasSize(2).contains("inproc://pull");
    node.command("tcp", "attach", "endpoints", ">" + endpoints("pull").getString(0));
    shouldHear("tcp", "inproc");
  }

  @Test
  void attachShouldMixBindsAndConnects() {
    deploy(
        model,
        socket("pull", "pull").put("attach", "@inproc://one"),
        socket("push", "push").put("attach", ">inproc://one,@" + TCP),
        socket("tcp", "pull"));
    node.command("tcp", "connect", "socket", "push");
    BlockingQueue<ZmqMessage> inproc = received("pull");
    BlockingQueue<ZmqMessage> tcp = received("tcp");
    Eventually.until(
        () -> "messages at both ends",
        () -> {
          node.send("push", "hello");
          return !inproc.isEmpty() && !tcp.isEmpty();
        });
  }

  @Test
  void verticlesShouldTalkByConfigurationAlone() {
    deploy(model, socket("pull", "pull").put("bind", TCP));
    BlockingQueue<ZmqMessage> received = received("pull");
    JsonObject push = socket("push", "push").put("connect", node.endpoint("pull"));
    JsonObject attached = socket("attached", "push").put("attach", ">" + node.endpoint("pull"));
    try (Node other = Node.deploy(model, push, attached)) {
      other.send("push", "over here");
      assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("over here"));
      other.send("attached", "here, too");
      assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("here, too"));
    }
  }
}
