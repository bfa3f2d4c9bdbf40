// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** Functions of the user's on the loop thread. */
class ExecuteTest {
  private Node node;
  private ZmqVerticle verticle;

  @BeforeEach
  void deploy() {
    node =
        Node.deploy(
            ThreadingModel.WORKER,
            socket("pull", "pull").put("bind", "inproc://x"),
            socket("push", "push").put("connect", "inproc://x"));
    verticle = node.verticle();
  }

  @AfterEach
  void close() {
    node.close();
  }

  private void expectRelayed() {
    BlockingQueue<ZmqMessage> received = node.collect("zmq.pull.out");
    node.send("push", "still there");
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("still there"));
  }

  @Test
  void shouldReturnWhatTheFunctionReturns() {
    Future<SocketType> type = verticle.execute("pull", ZMQ.Socket::getSocketType);
    Future<Object> nothing = verticle.execute("push", on -> null);

    assertThat(Node.await(type)).isEqualTo(SocketType.PULL);
    assertThat(Node.await(nothing)).isNull();
    expectRelayed();
  }

  @Test
  void shouldSendWithJeroMqsOwnCall() {
    BlockingQueue<ZmqMessage> received = node.collect("zmq.pull.out");

    Future<Boolean> sent = verticle.execute("push", on -> on.send("by hand"));

    assertThat(Node.await(sent)).isTrue();

    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("by hand"));
  }

  @Test
  void shouldRunOnTheLoopThread() {
    Future<String> name = verticle.execute("pull", on -> Thread.currentThread().getName());

    assertThat(Node.await(name)).isEqualTo("zmq-loop");
  }

  @Test
  void shouldFailTheFutureAndNothingElse() {
    RuntimeException exception = new IllegalStateException("the user's");
    AssertionError error = new AssertionError("the user's, too");
    Future<?> one = verticle.execute("pull", on -> fail(exception));
    Future<?> two = verticle.execute("pull", on -> fail(error));
    Future<?> three = verticle.execute("pull", on -> recurse(0));
    Future<String> four = verticle.execute("pull", on -> "fine");

    assertThatThrownBy(() -> Node.await(one)).isSameAs(exception);
    assertThatThrownBy(() -> Node.await(two)).isSameAs(error);
    assertThatThrownBy(() -> Node.await(three)).isInstanceOf(StackOverflowError.class);
    assertThat(Node.await(four)).isEqualTo("fine");
    expectRelayed();
  }

  private static <E extends Throwable> Object fail(E failure) throws E {
    throw failure;
  }

  @SuppressWarnings("InfiniteRecursion") // its end is what this is about
  private static int recurse(int depth) {
    return 1 + recurse(depth + 1);
  }

  @Test
  void shouldGiveTheResultOnTheCallersContext() {
    for (boolean ok : new boolean[] {true, false}) {
      Context caller = node.vertx().getOrCreateContext();
      Promise<Context> seen = Promise.promise();
      caller.runOnContext(
          here ->
              verticle
                  .execute("pull", on -> ok ? "result" : fail(new IllegalStateException()))
                  .onComplete(done -> seen.complete(Vertx.currentContext())));

      assertThat(Node.await(seen.future())).isSameAs(caller);
    }
  }

  @Test
  void shouldGiveEachOfManyThreadsItsOwnResults() throws Exception {
    int threads = 8;
    int calls = 1000;
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    try {
      List<java.util.concurrent.Future<Integer>> results = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int base = thread * calls;
        results.add(callers.submit(() -> callManyTimes(base, calls)));
      }
      for (int thread = 0; thread < threads; thread++) {
        assertThat(results.get(thread).get(60, TimeUnit.SECONDS)).isEqualTo(calls);
      }
    } finally {
      callers.shutdownNow();
    }
  }

  /** How many of the results are right; half the calls wait for their result, half don't. */
  private int callManyTimes(int base, int calls) {
    List<Future<Integer>> futures = new ArrayList<>();
    for (int i = base; i < base + calls; i++) {
      int mine = i;
      futures.add(verticle.execute(i % 3 == 0 ? "pull" : "push", on -> mine));
      if (i % 2 == 0) {
        Node.await(futures.get(futures.size() - 1));
      }
    }
    int right = 0;
    for (int i = 0; i < calls; i++) {
      right += Node.await(futures.get(i)) == base + i ? 1 : 0;
    }
    return right;
  }

  @Test
  void shouldKeepTheOrderOfOneCaller() {
    List<Integer> order = new ArrayList<>();
    Future<Integer> last = null;
    for (int i = 0; i < 1000; i++) {
      int mine = i;
      last = verticle.execute("pull", on -> order.add(mine) ? order.size() : -1);
    }

    assertThat(Node.await(last)).isEqualTo(1000);
    assertThat(order).isSorted();
  }

  @Test
  void shouldRefuseAtOnceOnAClosedOrUnknownSocket() {
    node.command("pull", "close");

    Future<?> closed = verticle.execute("pull", on -> "never");
    Future<?> unknown = verticle.execute("nobody", on -> "never");

    assertThat(closed.isComplete()).isTrue();
    assertThat(unknown.isComplete()).isTrue();
    Refusal.of(ZmqFailure.CLOSED, () -> Node.await(closed)).contains("'pull'");
    Refusal.of(ZmqFailure.UNKNOWN_SOCKET, () -> Node.await(unknown)).contains("'nobody'", "[push]");
  }

  @Test
  void shouldRefuseBeforeDeploymentAndAfterUndeployment() {
    Refusal.of(ZmqFailure.CLOSED, () -> Node.await(new ZmqVerticle().execute("pull", on -> 1)))
        .contains("isn't deployed");

    Node.await(node.vertx().undeploy(node.deployment()));

    Refusal.of(ZmqFailure.CLOSED, () -> Node.await(verticle.execute("pull", on -> 1)));
  }

  @Test
  void shouldRefuseOnceVertxIsClosed() {
    node.close();

    Refusal.of(ZmqFailure.CLOSED, () -> Node.await(verticle.execute("pull", on -> 1)));
  }
}
