// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.Eventually;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ.Socket;
import zmq.IMailbox;

/** When I/O threads are made to go through their channels again. */
class NudgeTest extends ContextFixture {
  @Test
  void shouldNudgeOnce() {
    assertThat(context.nudge().isWanted()).isFalse();
    context.nudge().soon();
    assertThat(context.nudge().isWanted()).isTrue();
    Eventually.until(
        () -> "the nudge",
        () -> {
          context.nudge().ifDue();
          return !context.nudge().isWanted();
        });
  }

  @Test
  void shouldNotNudgeAtOnce() {
    Eventually.until(
        () -> "one that isn't due yet", // it is, if this thread gets no CPU for a while
        () -> {
          context.nudge().soon();
          context.nudge().ifDue();
          return context.nudge().isWanted();
        });
  }

  @Test
  void shouldNudgeEachThread() {
    ZmqContext another = new ZmqContext("another", 2, true, (thread, e) -> {});
    another.open();
    Socket socket = another.socket(SocketKind.PULL, false);
    List<Long> before = signals(socket);
    another.nudge().soon();
    Eventually.until(
        () -> "the nudge",
        () -> {
          another.nudge().ifDue();
          return !another.nudge().isWanted();
        });
    assertThat(before).hasSize(2).allMatch(each -> each == 0);
    assertThat(signals(socket)).allMatch(each -> each > 0);
    socket.close();
    assertThat(another.close(10_000)).isTrue();
  }

  /** How often each of two I/O threads was sent something. */
  private static List<Long> signals(Socket socket) {
    IMailbox[] mailboxes = Inside.mailboxes(socket);
    return Stream.of(mailboxes[2], mailboxes[3])
        .map(each -> ((AtomicLong) Inside.get(each.getClass(), "counter", each)).get())
        .toList();
  }
}
