// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What zmqchans' send!, recv!, subscribe! and unsubscribe! take and give. */
class MessageParityTest extends SeedFixture {
  private OpenContext context;
  private OpenSocket sender;

  @BeforeEach
  void open() {
    context = context();
    sender = context.socket("pair", "bind", "inproc://messages");
  }

  private Object passed(String format, Object body) {
    OpenSocket receiver = context.socket("pair", "format", format).connect(sender);
    sender.send(body);
    return receiver.receive();
  }

  @Test
  void shouldTakeAStringBytesOrACollection() {
    OpenSocket receiver = context.socket("pair").connect(sender);
    sender.send("text");
    assertThat(receiver.receive()).isEqualTo(ZmqMessage.of("text"));
    sender.send(new byte[] {0, 1, -1});
    assertThat(receiver.receive()).isEqualTo(ZmqMessage.of(new byte[] {0, 1, -1}));
    sender.send(new JsonArray().add("foo").add("bar").add(new byte[] {'b', 'a', 'z'}));
    assertThat(receiver.receive()).isEqualTo(ZmqMessage.of("foo", "bar", "baz"));
  }

  @Test
  void shouldGiveOneFrameAsItIs() {
    assertThat(passed("buffer", "one")).isEqualTo(Buffer.buffer("one"));
  }

  @Test
  void shouldGiveSeveralFramesAsACollection() {
    assertThat(passed("string", ZmqMessage.of("one", "two")))
        .isEqualTo(new JsonArray().add("one").add("two"));
  }

  @Test
  void shouldTellTheSenderOfWhatItCannotSend() {
    assertThat(failure(() -> sender.send(null))).isEqualTo(ZmqFailure.BAD_MESSAGE);
    assertThat(failure(() -> sender.send(new JsonArray()))).isEqualTo(ZmqFailure.BAD_MESSAGE);
  }

  @Test
  void shouldSubscribeAndUnsubscribe() {
    OpenSocket pub = context.socket("xpub", "bind", "inproc://topics");
    OpenSocket sub = context.socket("sub").connect(pub);
    byte[] topic = "\u00e9".getBytes(StandardCharsets.UTF_8);
    sub.command("subscribe", "topic", "a");
    sub.command("subscribe", "topic", topic);
    assertThat(pub.receive()).isEqualTo(ZmqMessage.of("\1a"));
    assertThat(pub.receive()).isEqualTo(ZmqMessage.of("\1\u00e9"));
    sub.command("unsubscribe", "topic", "a");
    assertThat(pub.receive()).isEqualTo(ZmqMessage.of("\0a"));
    pub.send("a, which it left");
    pub.send("\u00e9, which it kept");
    assertThat(sub.receiveText()).isEqualTo("\u00e9, which it kept");
  }

  @Test
  void shouldSubscribeOnlyASub() {
    assertThat(failure(() -> sender.command("subscribe", "topic", "")))
        .isEqualTo(ZmqFailure.UNSUPPORTED);
  }
}
