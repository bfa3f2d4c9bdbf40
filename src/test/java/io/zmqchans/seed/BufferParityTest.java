// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.zmqchans.ZmqFailure;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What custom buffers of in and out are for zmqchans: here maxPending and maxInFlight. */
class BufferParityTest extends SeedFixture {
  private static final int MESSAGES = 100;

  @Test
  void shouldHoldMaxPendingAndRefuseTheNewest() {
    OpenContext context = context();
    OpenSocket push = context.socket("push", "bind", "inproc://in", "maxPending", 5);
    List<Future<?>> accepted = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      accepted.add(push.submit("kept " + i));
    }
    for (int i = 0; i < 5; i++) {
      assertThat(failure(() -> push.send("one too many"))).isEqualTo(ZmqFailure.FULL);
    }
    assertThat(accepted).noneMatch(Future::isComplete);
    OpenSocket pull = context.socket("pull").connect(push);
    for (int i = 0; i < 5; i++) {
      assertThat(pull.receiveText()).isEqualTo("kept " + i);
    }
    Eventually.until(
        () -> "every sender knows", () -> accepted.stream().allMatch(Future::succeeded));
    assertThat(push.figure("refused")).isEqualTo(5);
    push.send("room again");
    assertThat(pull.receiveText()).isEqualTo("room again");
  }

  @Test
  void shouldHoldMaxInFlightForASlowConsumerAndLoseNothing() {
    OpenContext context = context();
    OpenSocket pull = context.socket("pull", "bind", "inproc://out", "maxInFlight", 10);
    OpenSocket push = context.socket("push").connect(pull);
    pull.pause();
    for (int i = 0; i < MESSAGES; i++) {
      push.send(Integer.toString(i));
    }
    Eventually.until(() -> "the socket pauses", () -> pull.command("stats").getBoolean("paused"));
    assertThat(pull.figure("received") - pull.figure("delivered")).isBetween(1, 20);
    pull.resume();
    for (int i = 0; i < MESSAGES; i++) {
      assertThat(pull.receiveText()).isEqualTo(Integer.toString(i));
    }
    assertThat(pull.figure("dropped")).isZero();
  }

  @Test
  void shouldDropTheNewestAndCountThemIfToldTo() {
    OpenContext context = context();
    OpenSocket pull =
        context.socket("pull", "bind", "inproc://drop", "maxInFlight", 10, "onFull", "drop");
    OpenSocket push = context.socket("push").connect(pull);
    pull.pause();
    for (int i = 0; i < MESSAGES; i++) {
      push.send(Integer.toString(i));
    }
    Eventually.until(
        () -> "the rest dropped: " + pull.command("stats"),
        () -> pull.figure("dropped") == MESSAGES - 10);
    pull.resume();
    for (int i = 0; i < 10; i++) {
      assertThat(pull.receiveText()).isEqualTo(Integer.toString(i));
    }
    push.send("room again");
    assertThat(pull.receiveText()).isEqualTo("room again");
  }

  @Test
  void shouldStopReadingOnlyTheSocketOfASlowConsumer() {
    OpenContext context = context();
    OpenSocket slow = context.socket("pull", "bind", "inproc://slow", "maxInFlight", 1);
    OpenSocket quick = context.socket("pull", "bind", "inproc://quick");
    OpenSocket toSlow = context.socket("push").connect(slow);
    OpenSocket toQuick = context.socket("push").connect(quick);
    slow.pause();
    for (int i = 0; i < MESSAGES; i++) {
      toSlow.send("slow " + i);
      toQuick.send("quick " + i);
      assertThat(quick.receiveText()).isEqualTo("quick " + i);
    }
    assertThat(slow.receivable()).isZero();
    slow.resume();
    for (int i = 0; i < MESSAGES; i++) {
      assertThat(slow.receiveText()).isEqualTo("slow " + i);
    }
  }

  @Test
  void shouldSlowTheSenderDownWhenEveryBufferIsFull() {
    OpenContext context = context();
    Object small = json("sndhwm", 1, "rcvhwm", 1);
    OpenSocket pull =
        context.socket("pull", "bind", "inproc://slow", "maxInFlight", 1, "options", small);
    OpenSocket push = context.socket("push", "maxPending", 10, "options", small).connect(pull);
    pull.pause();
    List<Future<?>> sends = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      sends.add(push.submit("x"));
    }
    Eventually.until(
        () -> "each sent, pending or refused: " + push.command("stats"),
        () -> failed(sends) + push.figure("sent") + push.figure("pending") == MESSAGES);
    pull.resume();
    Eventually.until(() -> "every sender knows", () -> sends.stream().allMatch(Future::isComplete));
    assertThat(failed(sends)).isBetween(MESSAGES / 2, MESSAGES - 11);
    for (int i = failed(sends); i < MESSAGES; i++) {
      assertThat(pull.receiveText()).isEqualTo("x");
    }
    assertThat(pull.figure("received")).isEqualTo(MESSAGES - failed(sends));
  }

  private static int failed(List<Future<?>> sends) {
    List<Future<?>> failed = sends.stream().filter(Future::failed).toList();
    assertThat(failed).allMatch(each -> ZmqFailure.of(each.cause()) == ZmqFailure.FULL);
    return failed.size();
  }
}
