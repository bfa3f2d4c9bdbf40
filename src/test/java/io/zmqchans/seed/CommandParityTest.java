// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.zmqchans.ZmqFailure;
import io.zmqchans.support.Node;
import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ;

/** What zmqchans' command! does: any function runs on the thread of the sockets. */
class CommandParityTest extends SeedFixture {
  private static final int CALLERS = 8;
  private static final int CALLS = 500;

  private OpenContext context;
  private OpenSocket socket;

  @BeforeEach
  void open() {
    context = context();
    socket = context.socket("dealer", "bind", "inproc://command");
  }

  private Object command(Function<ZMQ.Socket, Object> function) {
    return Node.await(context.verticle().execute(socket.name(), function));
  }

  /** It still passes messages, and takes commands. */
  private void assertUnharmed() {
    context.socket("dealer").connect(socket).send("still here");
    assertThat(socket.receiveText()).isEqualTo("still here");
    assertThat(command(raw -> "and here")).isEqualTo("and here");
  }

  @Test
  void shouldGiveEachOfManyCallersItsOwnResult() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    Set<String> threads = ConcurrentHashMap.newKeySet();
    List<java.util.concurrent.Future<?>> done = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      int first = caller * CALLS;
      done.add(
          callers.submit(
              () -> {
                for (int i = first; i < first + CALLS; i++) {
                  int mine = i;
                  assertThat(command(raw -> called(threads, mine))).isEqualTo(mine);
                }
              }));
    }
    callers.shutdown();
    for (java.util.concurrent.Future<?> each : done) {
      each.get(60, TimeUnit.SECONDS);
    }
    assertThat(threads).containsExactly("zmq-loop");
  }

  private static int called(Set<String> threads, int result) {
    threads.add(Thread.currentThread().getName());
    return result;
  }

  @Test
  void shouldRunTheCallsOfOneCallerInOrder() {
    List<Integer> order = new ArrayList<>(); // the loop thread's until all are done
    List<Future<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      int number = i;
      calls.add(context.verticle().execute(socket.name(), raw -> order.add(number)));
    }
    Node.await(Future.all(calls));
    assertThat(order).isSorted().hasSize(CALLS);
  }

  @Test
  void shouldReturnNullAndFalseAsTheyAre() {
    assertThat(command(raw -> null)).isNull();
    assertThat(command(raw -> false)).isEqualTo(false);
  }

  @Test
  void shouldGiveTheVerySocket() {
    assertThat(command(ZMQ.Socket::getLastEndpoint)).isEqualTo("inproc://command");
    assertThat(command(raw -> raw.setLinger(7))).isEqualTo(true);
    assertThat(socket.command("get", "option", "linger").getInteger("value")).isEqualTo(7);
  }

  @Test
  void shouldFailTheCallerAloneByAnException() {
    IllegalStateException thrown = new IllegalStateException("not today");
    assertThatThrownBy(
            () ->
                command(
                    raw -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);
    assertUnharmed();
  }

  @Test
  void shouldFailTheCallerAloneByAnErrorWhichKillsTheSeed() {
    assertThatThrownBy(
            () ->
                command(
                    raw -> {
                      throw new AssertionError("a bug in the command");
                    }))
        .hasMessage("a bug in the command");
    assertThatThrownBy(() -> command(CommandParityTest::endless))
        .isInstanceOf(StackOverflowError.class);
    assertUnharmed();
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int endless(ZMQ.Socket raw) {
    return 1 + endless(raw);
  }

  @Test
  void shouldFailAtOnceOnAClosedSocketWhereTheSeedBlocks() {
    socket.close();
    assertThat(failure(() -> command(raw -> 1))).isEqualTo(ZmqFailure.CLOSED);
    context.close();
    assertThat(failure(() -> command(raw -> 1))).isEqualTo(ZmqFailure.CLOSED);
  }
}
