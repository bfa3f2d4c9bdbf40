// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Messages.next;
import static io.zmqchans.support.Messages.shapes;
import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import io.zmqchans.support.Setting;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Topics of {@code pub}, {@code sub}, {@code xpub} and {@code xsub}. */
@ParameterizedClass
@MethodSource("io.zmqchans.support.Setting#all")
class SubscriptionTest extends RelayFixture {
  @Parameter Setting setting;

  @Test
  void emptyTopicShouldGetEverything() {
    node =
        setting.connected(setting.bound("pub", "pub"), socket("sub", "sub").put("subscribe", ""));
    BlockingQueue<ZmqMessage> received = subscribed("pub", "sub", "");
    for (ZmqMessage message : shapes()) {
      node.send("pub", message);
      assertThat(Node.next(received)).isEqualTo(message);
    }
  }

  @Test
  void connectedPubShouldReachABoundSub() {
    node =
        setting.connected(setting.bound("sub", "sub").put("subscribe", ""), socket("pub", "pub"));
    BlockingQueue<ZmqMessage> received = subscribed("pub", "sub", "");
    node.send("pub", ZmqMessage.of("a", "b"));
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("a", "b"));
  }

  @Test
  void topicShouldBeAPrefixOfTheFirstFrame() {
    node =
        setting.connected(setting.bound("pub", "pub"), socket("sub", "sub").put("subscribe", "a"));
    BlockingQueue<ZmqMessage> received = subscribed("pub", "sub", "a");
    node.send("pub", ZmqMessage.of("b", "another topic"));
    node.send("pub", ZmqMessage.of("", "a"));
    node.send("pub", ZmqMessage.of("a", "the topic itself"));
    node.send("pub", ZmqMessage.of("A", "another case"));
    node.send("pub", ZmqMessage.of("abc", "", "it and more"));
    assertThat(next(2, received))
        .containsExactly(
            ZmqMessage.of("a", "the topic itself"), ZmqMessage.of("abc", "", "it and more"));
  }

  @Test
  void severalTopicsShouldBeDeliveredInOneOrder() {
    JsonArray topics = new JsonArray().add("a").add("längere Wörter").add("z");
    node =
        setting.connected(
            setting.bound("pub", "pub"), socket("sub", "sub").put("subscribe", topics));
    BlockingQueue<ZmqMessage> received = subscribed("pub", "sub", "z");
    for (String topic : new String[] {"z1", "y1", "längere Wörter", "länge", "a1", "b1", "z2"}) {
      node.send("pub", topic);
    }
    assertThat(next(4, received))
        .extracting(message -> message.string(0))
        .containsExactly("z1", "längere Wörter", "a1", "z2");
  }

  @Test
  void everySubscriberShouldGetACopy() {
    node =
        setting.connected(
            setting.bound("pub", "pub"),
            socket("one", "sub").put("subscribe", ""),
            socket("two", "sub").put("subscribe", "t"));
    BlockingQueue<ZmqMessage> one = subscribed("pub", "one", "");
    BlockingQueue<ZmqMessage> two = subscribed("pub", "two", "t");
    one.clear();
    node.send("pub", "only one");
    node.send("pub", "to both");
    assertThat(Node.next(two)).isEqualTo(ZmqMessage.of("to both"));
    while (!Node.next(one).equals(ZmqMessage.of("only one"))) {
      // The other one's probes came here, too.
    }
    assertThat(Node.next(one)).isEqualTo(ZmqMessage.of("to both"));
  }

  @Test
  void xpubShouldDeliverSubscriptionsAndTheirEnd() {
    node =
        setting.connected(setting.bound("xpub", "xpub"), socket("sub", "sub").put("subscribe", ""));
    BlockingQueue<ZmqMessage> subscriptions = received("xpub");
    assertThat(Node.next(subscriptions)).isEqualTo(ZmqMessage.of("\1"));
    node.command("sub", "subscribe", "topic", "news");
    assertThat(Node.next(subscriptions)).isEqualTo(ZmqMessage.of("\1news"));
    node.command("sub", "unsubscribe", "topic", "news");
    assertThat(Node.next(subscriptions)).isEqualTo(ZmqMessage.of("\0news"));
  }

  @Test
  void xpubShouldSendWhatIsSubscribed() {
    node =
        setting.connected(setting.bound("xpub", "xpub"), socket("sub", "sub").put("subscribe", ""));
    BlockingQueue<ZmqMessage> subscriptions = received("xpub");
    BlockingQueue<ZmqMessage> received = received("sub");
    Node.next(subscriptions);
    for (ZmqMessage message : shapes()) {
      node.send("xpub", message);
      assertThat(Node.next(received)).isEqualTo(message);
    }
  }

  @Test
  void xsubShouldSubscribeByMessage() {
    node = setting.connected(setting.bound("xpub", "xpub"), socket("xsub", "xsub"));
    BlockingQueue<ZmqMessage> subscriptions = received("xpub");
    BlockingQueue<ZmqMessage> received = received("xsub");
    node.send("xsub", "\1a");
    assertThat(Node.next(subscriptions)).isEqualTo(ZmqMessage.of("\1a"));
    node.send("xpub", ZmqMessage.of("b", "not this"));
    node.send("xpub", ZmqMessage.of("a", "this"));
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("a", "this"));
    node.send("xsub", "\0a");
    assertThat(Node.next(subscriptions)).isEqualTo(ZmqMessage.of("\0a"));
  }

  @Test
  void xsubShouldSendUpwards() {
    node = setting.connected(setting.bound("xpub", "xpub"), socket("xsub", "xsub"));
    BlockingQueue<ZmqMessage> upwards = received("xpub");
    node.send("xsub", "hello");
    assertThat(Node.next(upwards)).isEqualTo(ZmqMessage.of("hello"));
  }
}
