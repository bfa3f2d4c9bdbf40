// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.ZmqOptions;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenSocket;
import io.zmqchans.support.Signals;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What zmqchans' context, terminated? and terminate! do, and zmq-async's create-context. */
class ContextParityTest extends SeedFixture {
  private final Leaks threads = new Leaks();

  private List<String> threadNames(String prefix) {
    return threads.threadsSince().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  @Test
  void shouldNameItsOneThreadAfterItself() {
    OpenContext context = context(new ZmqOptions().setName("market"));
    context.socket("pair", "bind", "inproc://x");
    assertThat(threadNames("market")).containsExactly("market-loop");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void shouldHaveSoManyIoThreadsOnceASocketIsOpen(int ioThreads) {
    OpenContext context = context(new ZmqOptions().setIoThreads(ioThreads));
    assertThat(threadNames("iothread-")).isEmpty();
    context.socket("pair");
    Eventually.until(
        () -> threadNames("iothread-").toString(),
        () -> threadNames("iothread-").size() == (ioThreads == 1 ? Signals.IO_THREADS : ioThreads));
  }

  @Test
  void shouldHaveOneIoThreadByDefault() {
    assertThat(new ZmqOptions().getIoThreads()).isEqualTo(1);
  }

  @Test
  void shouldKeepContextsApart() {
    OpenContext one = context(new ZmqOptions().setName("one"));
    OpenContext two = context(new ZmqOptions().setName("two"));
    OpenSocket first = one.socket("pair", "bind", "inproc://same");
    OpenSocket second = two.socket("pair", "bind", "inproc://same");
    one.socket("pair").connect(first).send("for one");
    two.socket("pair").connect(second).send("for two");
    assertThat(first.receiveText()).isEqualTo("for one");
    assertThat(second.receiveText()).isEqualTo("for two");
  }

  @Test
  void shouldAnswerWhileItIsAlive() {
    OpenContext context = context();
    assertThat(context.command("list").getString("name")).isEqualTo("zmq");
    context.close();
    assertThatThrownBy(() -> context.command("list"))
        .isInstanceOfSatisfying(
            ReplyException.class,
            e -> assertThat(e.failureType()).isEqualTo(ReplyFailure.NO_HANDLERS));
  }

  @Test
  void shouldStartAgainUnderTheSameNameAndEndpoint() {
    String endpoint = "tcp://127.0.0.1:" + Leaks.freePort();
    for (int i = 0; i < 3; i++) {
      try (OpenContext context = context()) {
        OpenSocket pull = context.socket("pull", "name", "pull", "bind", endpoint);
        context.socket("push", "connect", endpoint).send("again " + i);
        assertThat(pull.receiveText()).isEqualTo("again " + i);
      }
    }
  }

  @Test
  void shouldFailToCloseTwiceAndNothingElse() {
    OpenContext context = context();
    context.close();
    assertThatThrownBy(context::close).isInstanceOf(IllegalStateException.class);
    assertThat(failure(() -> context().socket("pair"))).isNull();
  }

  @Test
  void shouldCloseEverySocketWithIt() {
    OpenContext context = context(new ZmqOptions().setCloseTimeout(100));
    OpenSocket push = context.socket("push");
    var pending = push.submit(ZmqMessage.of("to nobody"));
    Eventually.until(() -> "a message pending", () -> push.figure("pending") == 1);
    context.close();
    Eventually.until(() -> "the sender knows", pending::isComplete);
    assertThat(ZmqFailure.of(pending.cause())).isEqualTo(ZmqFailure.CLOSED);
    threads.none();
  }
}
