// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import io.zmqchans.support.RelayFixture;
import io.zmqchans.support.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The groups of {@code radio} and {@code dish}. */
@ParameterizedClass
@MethodSource("io.zmqchans.support.Setting#all")
class RadioDishTest extends RelayFixture {
  private static final String LONGEST = "x".repeat(255);

  private static final String PROBE = "probe ";

  @Parameter Setting setting;
  private final Map<String, BlockingQueue<ZmqMessage>> queues = new HashMap<>();
  private int probes;

  private static JsonObject dish(String name, String... groups) {
    return socket(name, "dish").put("join", new JsonArray(List.of(groups)));
  }

  private void deploy(JsonObject... dishes) {
    node = setting.connected(setting.bound("radio", "radio"), dishes);
  }

  /** Returns when the radio knows that the dish is in this group; what comes is on the queue. */
  private BlockingQueue<ZmqMessage> joined(String dish, String group) {
    BlockingQueue<ZmqMessage> received = queues.computeIfAbsent(dish, this::received);
    ZmqMessage probe = ZmqMessage.of(group, PROBE + probes++);
    Eventually.until(
        () -> dish + " in " + group,
        () -> {
          node.send("radio", probe);
          return received.contains(probe);
        });
    return received;
  }

  /** The next so many of the queue, probes left out. */
  private static List<ZmqMessage> heard(int count, BlockingQueue<ZmqMessage> queue) {
    List<ZmqMessage> all = new ArrayList<>();
    while (all.size() < count) {
      ZmqMessage next = Node.next(queue);
      if (!next.string(1).startsWith(PROBE)) {
        all.add(next);
      }
    }
    return all;
  }

  private static ZmqMessage heard(BlockingQueue<ZmqMessage> queue) {
    return heard(1, queue).get(0);
  }

  @Test
  void shouldGetWhatIsSentToItsGroups() {
    deploy(dish("dish", "news", LONGEST, "a"));
    BlockingQueue<ZmqMessage> received = joined("dish", "news");
    node.send("radio", ZmqMessage.of("newspaper", "not a prefix"));
    node.send("radio", ZmqMessage.of("sport", "another group"));
    node.send("radio", ZmqMessage.of("news", "the group"));
    node.send("radio", new JsonArray().add("a").add(new byte[] {0, 1, -1}));
    node.send("radio", ZmqMessage.of(LONGEST, ""));
    assertThat(heard(3, received))
        .containsExactly(
            ZmqMessage.of("news", "the group"),
            ZmqMessage.of("a", new byte[] {0, 1, -1}),
            ZmqMessage.of(LONGEST, ""));
  }

  @Test
  void everyDishShouldGetItsGroups() {
    deploy(dish("one", "a", "b"), dish("two", "b"));
    BlockingQueue<ZmqMessage> two = joined("two", "b");
    BlockingQueue<ZmqMessage> one = joined("one", "a");
    node.send("radio", ZmqMessage.of("b", "both"));
    assertThat(heard(two)).isEqualTo(ZmqMessage.of("b", "both"));
    assertThat(heard(one)).isEqualTo(ZmqMessage.of("b", "both"));
  }

  @Test
  void shouldJoinAndLeaveByCommand() {
    deploy(dish("dish", "end"));
    assertThat(node.command("dish", "join", "group", "news")).isEmpty();
    BlockingQueue<ZmqMessage> received = joined("dish", "news");
    assertThat(node.command("dish", "leave", "group", "news")).isEmpty();
    node.send("radio", ZmqMessage.of("news", "not any more"));
    node.send("radio", ZmqMessage.of("end", "this"));
    assertThat(heard(received)).isEqualTo(ZmqMessage.of("end", "this"));
    node.command("dish", "join", "group", "news");
    joined("dish", "news");
  }

  @Test
  void shouldRefuseToJoinTwiceOrToLeaveWhatItHasNotJoined() {
    deploy(dish("dish", "news"));
    Refusal.of(ZmqFailure.WRONG_STATE, () -> node.command("dish", "join", "group", "news"))
        .contains("socket 'dish'", "join news: that is joined already");
    Refusal.of(ZmqFailure.WRONG_STATE, () -> node.command("dish", "leave", "group", "sport"))
        .contains("socket 'dish'", "leave sport: that isn't joined, but [news]");
    Refusal.of(ZmqFailure.UNSUPPORTED, () -> node.command("radio", "join", "group", "news"))
        .contains("join news: only a dish socket has groups, this is a radio");
    BlockingQueue<ZmqMessage> received = joined("dish", "news");
    node.command("dish", "leave", "group", "news");
    node.command("dish", "join", "group", "end");
    joined("dish", "end");
    node.send("radio", ZmqMessage.of("news", "not any more"));
    node.send("radio", ZmqMessage.of("end", "this"));
    assertThat(heard(received)).isEqualTo(ZmqMessage.of("end", "this"));
  }

  private void shouldBeBad(Object body, String found) {
    assertThat(refusal("radio", body))
        .returns(ZmqFailure.BAD_MESSAGE.code(), ReplyException::failureCode)
        .hasMessage(
            "socket 'radio' can't send this: a radio's message is a group of 1 to 255 ASCII"
                + " characters, none of them NUL, and one frame, found "
                + found);
  }

  @Test
  void shouldRefuseAMessageWithoutAGroupOrWithAnImpossibleOne() {
    deploy(dish("dish", "news"));
    shouldBeBad("news", "1 frame");
    shouldBeBad(ZmqMessage.of("news", "a", "b"), "3 frames");
    shouldBeBad(ZmqMessage.of("", "x"), "2 frames, the first of 0 bytes");
    shouldBeBad(ZmqMessage.of(LONGEST + "!", "x"), "2 frames, the first of 256 bytes");
    shouldBeBad(ZmqMessage.of("\0", "x"), "2 frames, the first of 1 bytes");
    shouldBeBad(ZmqMessage.of("für", "x"), "2 frames, the first of 4 bytes");
    assertThat(figure("radio", "refused")).isEqualTo(6);
    assertThat(figure("radio", "sent")).isZero();
    joined("dish", "news");
  }

  @Test
  void shouldHaveItsGroupsAgainWhenTheRadioIsBack() {
    deploy(dish("dish", "a", "b"));
    joined("dish", "a");
    String endpoint = node.endpoint("radio");
    node.command("radio", "close");
    node.command(null, "open", "options", socket("radio", "radio").put("bind", endpoint));
    if (setting.transport().equals("inproc")) { // which never connects again
      node.command("dish", "connect", "endpoint", endpoint);
    }
    joined("dish", "a");
    joined("dish", "b");
  }

  @Test
  void radioShouldGoOnWithoutADishThatIsGone() {
    deploy(dish("gone", "a"), dish("dish", "a"));
    joined("gone", "a");
    BlockingQueue<ZmqMessage> received = joined("dish", "a");
    node.command("gone", "close");
    for (int i = 0; i < 100; i++) {
      node.send("radio", ZmqMessage.of("a", "" + i));
      assertThat(heard(received)).isEqualTo(ZmqMessage.of("a", "" + i));
    }
  }

  @Test
  void shouldGiveGroupAndBodyAsAnArrayInOtherFormats() {
    deploy(dish("dish", "a").put("format", "string"));
    BlockingQueue<JsonArray> received = received("dish");
    Eventually.until(
        () -> "the group",
        () -> {
          node.send("radio", ZmqMessage.of("a", "body"));
          return !received.isEmpty();
        });
    assertThat(Node.next(received)).containsExactly("a", "body");
  }
}
