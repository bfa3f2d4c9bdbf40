// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Encoder, decoder and configurator of the Java API. */
@ParameterizedClass
@MethodSource("io.zmqchans.support.Setting#models")
class JavaHooksTest extends RelayFixture {
  @Parameter ThreadingModel model;
  private final SocketOptions push =
      new SocketOptions().setName("push").setType("push").setConnect("inproc://pull");
  private final SocketOptions pull =
      new SocketOptions().setName("pull").setType("pull").setBind("inproc://pull");

  private <T> BlockingQueue<T> deployed() {
    deploy(model, pull, push);
    return received("pull");
  }

  private static RuntimeException sneaky(Throwable checked) {
    return JavaHooksTest.<RuntimeException>thrown(checked);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as other JVM languages throw
  private static <T extends Throwable> RuntimeException thrown(Throwable checked) throws T {
    throw (T) checked;
  }

  @Test
  void encoderShouldReplaceTheRulesForBodies() {
    push.setEncoder(body -> ZmqMessage.of("encoded", String.valueOf(body)));
    BlockingQueue<ZmqMessage> received = deployed();
    node.send("push", 5);
    node.send("push", null);
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("encoded", "5"));
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("encoded", "null"));
  }

  private void shouldRefuseWhen(Function<Object, ZmqMessage> encoder, String why) {
    push.setEncoder(body -> body.equals("bad") ? encoder.apply(body) : ZmqMessage.of(body));
    BlockingQueue<ZmqMessage> received = deployed();
    assertThat(refusal("push", "bad"))
        .returns(ZmqFailure.BAD_MESSAGE.code(), ReplyException::failureCode)
        .hasMessageContaining("'push'")
        .hasMessageContaining(why);
    assertThat(figure("push", "refused")).isEqualTo(1);
    node.send("push", "good");
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("good"));
  }

  @Test
  void encoderShouldRefuseByNull() {
    shouldRefuseWhen(body -> null, "the encoder returned null");
  }

  @Test
  void encoderShouldRefuseByThrowing() {
    shouldRefuseWhen(
        body -> {
          throw new IllegalStateException("don't like it");
        },
        "don't like it");
  }

  @Test
  void encoderShouldRefuseByAnythingItThrows() {
    shouldRefuseWhen(
        body -> {
          throw sneaky(new IOException("checked"));
        },
        "checked");
  }

  @Test
  void encoderShouldRefuseByAnError() {
    shouldRefuseWhen(
        body -> {
          throw new AssertionError("bug");
        },
        "bug");
  }

  @Test
  void decoderShouldMakeTheBody() {
    pull.setDecoder(message -> new JsonObject().put("frames", message.size()));
    BlockingQueue<JsonObject> received = deployed();
    node.send("push", ZmqMessage.of("a", "b"));
    assertThat(Node.next(received)).isEqualTo(new JsonObject().put("frames", 2));
  }

  @Test
  void decoderShouldRunOnTheLoop() {
    pull.setDecoder(message -> Thread.currentThread().getName());
    BlockingQueue<String> received = deployed();
    node.send("push", "x");
    assertThat(Node.next(received)).isEqualTo("zmq-loop");
  }

  @Test
  void decoderShouldFilterByNull() {
    pull.setDecoder(message -> message.string(0).startsWith("-") ? null : message);
    BlockingQueue<ZmqMessage> received = deployed();
    node.send("push", "-1");
    node.send("push", "2");
    node.send("push", "-3");
    node.send("push", "4");
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("2"));
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("4"));
    awaitFigure("pull", "delivered", 4);
    assertThat(figure("pull", "undecodable")).isZero();
  }

  private void shouldBeUndecodable(Function<ZmqMessage, Object> decoder) {
    pull.setDecoder(message -> message.string(0).equals("good") ? message : decoder.apply(message));
    BlockingQueue<ZmqMessage> received = deployed();
    BlockingQueue<JsonObject> events = events("pull");
    node.send("push", "bad");
    node.send("push", "good");
    assertThat((Object) Node.next(received)).isEqualTo(ZmqMessage.of("good"));
    JsonObject event = Node.next(events);
    assertThat(event.getString("event")).isEqualTo("undecodable");
    assertThat(event.getInteger("count")).isEqualTo(1);
    awaitFigure("pull", "delivered", 1);
    assertThat(figure("pull", "undecodable")).isEqualTo(1);
    assertThat(figure("pull", "inFlight")).isZero();
  }

  @Test
  void decoderThatThrowsShouldNotStopTheLoop() {
    shouldBeUndecodable(
        message -> {
          throw new IllegalArgumentException("don't like it");
        });
  }

  @Test
  void decoderThatThrowsAnythingShouldNotStopTheLoop() {
    shouldBeUndecodable(
        message -> {
          throw sneaky(new IOException("checked"));
        });
  }

  @Test
  void decoderWithABugShouldNotStopTheLoop() {
    shouldBeUndecodable(
        message -> {
          throw new AssertionError("bug");
        });
  }

  @Test
  void resultWithoutCodecShouldBeUndecodable() {
    shouldBeUndecodable(message -> new Object());
  }

  @Test
  void resultThatItsCodecRefusesShouldBeUndecodable() {
    shouldBeUndecodable(message -> new JsonArray().add(new Object()));
  }

  @Test
  void configuratorShouldRunOnTheLoopBeforeTheBind() {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    pull.setOption("rcvhwm", 5);
    pull.setConfigurator(
        socket -> {
          seen.add(Thread.currentThread().getName());
          seen.add(String.valueOf(socket.getLastEndpoint()));
          seen.add(String.valueOf(socket.getRcvHWM()));
          assertThat(socket.setRcvHWM(7)).isTrue();
        });
    BlockingQueue<ZmqMessage> received = deployed();
    assertThat(seen).containsExactly("zmq-loop", "null", "5");
    assertThat(node.command("pull", "get", "option", "rcvhwm").getInteger("value")).isEqualTo(7);
    node.send("push", "x");
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("x"));
  }
}
