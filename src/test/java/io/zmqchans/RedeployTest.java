// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.await;
import static io.zmqchans.support.Node.next;
import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Leaks;
import java.lang.management.ManagementFactory;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Undeploying and deploying again, over and over, costs nothing that stays. */
class RedeployTest {
  private static final int WARM_UP = 10;
  private static final int TIMES = 100;

  private final Leaks leaks = new Leaks();
  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(4));
  private final int port = Leaks.freePort();
  private final BlockingQueue<ZmqMessage> received = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    await(vertx.close());
    leaks.none(port);
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldLeaveNothingBehind(ThreadingModel model) {
    String endpoint = "tcp://127.0.0.1:" + port;
    JsonArray sockets =
        new JsonArray()
            .add(socket("pull", "pull").put("bind", endpoint))
            .add(socket("push", "push").put("connect", endpoint));
    DeploymentOptions options =
        new DeploymentOptions()
            .setThreadingModel(model)
            .setConfig(new JsonObject().put("name", "again").put("sockets", sockets));
    for (int i = 0; i < WARM_UP; i++) {
      deployOnce(options);
    }
    leaks.none(port);
    long threads = threads();
    long files = files();
    long heap = heapAfterGc();

    for (int i = WARM_UP; i < TIMES; i++) {
      deployOnce(options);
    }

    leaks.none(port);
    // Each would be passed if every fifth deployment left one thread, file or 100 KiB.
    atMost("threads", threads + 4, RedeployTest::threads);
    atMost("open files", files + 10, RedeployTest::files);
    atMost("bytes of heap", heap + (2 << 20), RedeployTest::heapAfterGc);
  }

  private void deployOnce(DeploymentOptions options) {
    String id = await(vertx.deployVerticle(new ZmqVerticle(), options));
    MessageConsumer<ZmqMessage> consumer =
        vertx.eventBus().consumer("again.pull.out", message -> received.add(message.body()));
    await(vertx.eventBus().request("again.push.in", id));
    assertThat(next(received).string(0)).isEqualTo(id);
    await(consumer.unregister());
    await(vertx.undeploy(id));
  }

  private static void atMost(String what, long limit, LongSupplier figure) {
    Eventually.until(
        () -> figure.getAsLong() + " " + what + " are at most " + limit,
        () -> figure.getAsLong() <= limit);
  }

  private static long threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static long files() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }

  @SuppressWarnings("gc") // it is what is measured
  private static long heapAfterGc() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
