// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.Node;
import io.zmqchans.support.PythonPeer;
import io.zmqchans.support.Sample;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Twenty thousand messages of all sizes from and to a real libzmq. */
class PushPullInteropIT {
  private static final int COUNT = 20_000;
  private static final int OUTSTANDING = 500; // half of maxPending

  @BeforeAll
  static void needsLibzmq() {
    PythonPeer.assumeAvailable();
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldDeliverInOrderWhatLibzmqPushes(ThreadingModel model) {
    try (Node node = deploy(model, "pull", "bind", "tcp://127.0.0.1:*")) {
      BlockingQueue<ZmqMessage> bodies = node.collect(node.address("pull", "out"));
      try (ChildProcess push = PythonPeer.start("push.py", node.endpoint("pull"), COUNT)) {
        for (int i = 0; i < COUNT; i++) {
          assertThat(Node.next(bodies)).as("message %d", i).isEqualTo(Sample.message(i));
        }
        push.awaitLine("sent");
      }
      assertThat(node.stats("pull").getLong("received")).isEqualTo(COUNT);
      assertThat(node.stats("pull").getLong("dropped")).isZero();
      assertThat(bodies).isEmpty();
    }
  }

  @Test
  void shouldKeepTheOrderWhenTheConsumerComesBetweenTwoMessages() {
    int count = 100;
    CountDownLatch allSent = new CountDownLatch(1);
    BlockingQueue<ZmqMessage> bodies = new LinkedBlockingQueue<>();
    AtomicInteger decoded = new AtomicInteger();
    SocketOptions pull =
        new SocketOptions()
            .setName("pull")
            .setType("pull")
            .setBind("tcp://127.0.0.1:*")
            .setDecoder(
                message -> {
                  int i = decoded.getAndIncrement();
                  if (i == 0) {
                    awaitOnLoop(allSent); // so that the loop goes on with the next at once
                  } else if (i == 1) {
                    EventBus bus = Vertx.currentContext().owner().eventBus();
                    bus.<ZmqMessage>consumer("zmq.pull.out", m -> bodies.add(m.body()));
                  }
                  return message;
                });
    try (Node node = Node.deploy(ThreadingModel.WORKER, new ZmqOptions().addSocket(pull));
        ChildProcess push = PythonPeer.start("push.py", node.endpoint("pull"), count)) {
      push.awaitLine("sent");
      allSent.countDown();
      for (int i = 0; i < count; i++) {
        assertThat(Node.next(bodies)).as("message %d", i).isEqualTo(Sample.message(i));
      }
    }
  }

  private static void awaitOnLoop(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldPushInOrderToLibzmq(ThreadingModel model) throws InterruptedException {
    try (ChildProcess pull = PythonPeer.start("pull.py", COUNT);
        Node node = deploy(model, "push", "connect", pull.awaitLine("bound "))) {
      Semaphore free = new Semaphore(OUTSTANDING);
      Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
      for (int i = 0; i < COUNT; i++) {
        assertThat(free.tryAcquire(20, TimeUnit.SECONDS)).as("message %d", i).isTrue();
        node.vertx()
            .eventBus()
            .request(node.address("push", "in"), Sample.message(i))
            .onFailure(failures::add)
            .onComplete(done -> free.release());
      }
      assertThat(free.tryAcquire(OUTSTANDING, 20, TimeUnit.SECONDS)).isTrue();
      assertThat(failures).isEmpty();
      assertThat(pull.awaitLine("verdict ")).isEqualTo("ok");
      assertThat(node.stats("push").getLong("sent")).isEqualTo(COUNT);
    }
  }

  private static Node deploy(ThreadingModel model, String type, String how, String endpoint) {
    return Node.deploy(
        model,
        new JsonObject()
            .put("sockets", new JsonArray().add(Node.socket(type, type).put(how, endpoint))));
  }
}
