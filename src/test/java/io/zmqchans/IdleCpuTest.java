// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.await;
import static io.zmqchans.support.Node.next;
import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.Node;
import io.zmqchans.support.Signals;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sockets that are connected and have nothing to do cost no CPU. */
class IdleCpuTest {
  private static final int SOCKETS = 100;
  private static final int SECONDS = 3;
  private static final long ONE_PERCENT = TimeUnit.SECONDS.toNanos(SECONDS) / 100;

  private final Leaks leaks = new Leaks();

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldUseNoCpuWhileIdle(ThreadingModel model) {
    String endpoint = "tcp://127.0.0.1:" + Leaks.freePort();
    JsonArray sockets = new JsonArray().add(socket("hub", "router").put("bind", endpoint));
    for (int i = 0; i < SOCKETS; i++) {
      sockets.add(socket("d" + i, "dealer").put("connect", endpoint));
    }
    try (Node node = Node.deploy(model, new JsonObject().put("sockets", sockets))) {
      exchange(node);
      List<Thread> loops = threads("zmq-loop");
      List<Thread> jeromq = threads("reaper-\\d+|iothread-\\d+");
      assertThat(loops).hasSize(1);
      assertThat(jeromq).hasSize(1 + Signals.IO_THREADS);

      long loopBefore = cpuNanos(loops);
      long jeromqBefore = cpuNanos(jeromq);
      await(node.vertx().timer(SECONDS, TimeUnit.SECONDS)); // this is what is measured

      assertThat(cpuNanos(loops) - loopBefore).isLessThan(ONE_PERCENT);
      assertThat(cpuNanos(jeromq) - jeromqBefore).isLessThan(ONE_PERCENT);
    }
  }

  /** One message on each connection: then all are up, and nothing is left to be done. */
  private static void exchange(Node node) {
    BlockingQueue<ZmqMessage> received = node.collect("zmq.hub.out");
    for (int i = 0; i < SOCKETS; i++) {
      node.send("d" + i, "hello");
    }
    for (int i = 0; i < SOCKETS; i++) {
      assertThat(next(received).string(1)).isEqualTo("hello");
    }
  }

  private List<Thread> threads(String name) {
    return leaks.threadsSince().stream().filter(each -> each.getName().matches(name)).toList();
  }

  private static long cpuNanos(List<Thread> threads) {
    return threads.stream()
        .mapToLong(each -> ManagementFactory.getThreadMXBean().getThreadCpuTime(each.getId()))
        .sum();
  }
}
