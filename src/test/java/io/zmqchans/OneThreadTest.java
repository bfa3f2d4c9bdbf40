// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.await;
import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Flood;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.Node;
import io.zmqchans.support.SocketCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeromq.ZMQ;

/** Every call on a socket is made by the one thread of its verticle. */
class OneThreadTest {
  private static final int ROUNDS = 3;

  private final Leaks leaks = new Leaks();
  private final ExecutorService users = Executors.newFixedThreadPool(4);
  private final String endpoint = "tcp://127.0.0.1:" + Leaks.freePort();

  @AfterEach
  void nothingStays() {
    users.shutdownNow();
    leaks.none();
  }

  private static Node deploy(ThreadingModel model, String name, JsonObject... sockets) {
    JsonObject config = new JsonObject().put("name", name);
    return Node.deploy(model, config.put("sockets", JsonArray.of((Object[]) sockets)));
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldCallSocketsFromTheLoopOnly(ThreadingModel model) throws Exception {
    try (SocketCalls calls = new SocketCalls();
        Node one = deploy(model, "one", socket("a", "dealer").put("bind", endpoint));
        Node two = deploy(model, "two", socket("b", "dealer").put("connect", endpoint))) {
      Flood forth = Flood.start(one.vertx(), "one.a.in", "one.a.out", 20);
      Flood back = Flood.start(two.vertx(), "two.b.in", "two.b.out", 20);
      List<Future<?>> work = new ArrayList<>();
      for (String user : List.of("u", "v")) {
        work.add(users.submit(() -> commandAll(one, user)));
        work.add(users.submit(() -> commandAll(two, user)));
      }
      for (Future<?> each : work) {
        each.get(60, TimeUnit.SECONDS);
      }
      forth.awaitArrivals(2_000);
      back.awaitArrivals(2_000);
      undeployFromOtherThreads(one, two);

      assertThat(calls.shared()).isEmpty();
      assertThat(calls.threads()).containsExactly("one-loop", "two-loop");
      assertThat(calls.threadCount()).isEqualTo(2);
      assertThat(calls.methods())
          .contains("send", "recv", "bind", "connect", "unbind", "disconnect", "termEndpoint")
          .contains("getSocketOpt", "getSocketOptx", "setSocketOpt", "subscribe", "close");
    }
  }

  private void undeployFromOtherThreads(Node... nodes) throws Exception {
    List<Future<?>> gone = new ArrayList<>();
    for (Node node : nodes) {
      for (int i = 0; i < 2; i++) { // one of the two is too late
        gone.add(
            users.submit(() -> await(node.vertx().undeploy(node.deployment()).otherwiseEmpty())));
      }
    }
    for (Future<?> each : gone) {
      each.get(30, TimeUnit.SECONDS);
    }
  }

  /** Every command, on sockets of this user's own. */
  private static void commandAll(Node node, String user) {
    String pub = user + "-pub";
    String sub = user + "-sub";
    for (int i = 0; i < ROUNDS; i++) {
      node.command(null, "open", "options", socket(pub, "pub"));
      node.command(null, "open", "options", socket(sub, "sub"));
      node.command(pub, "bind", "endpoint", "tcp://127.0.0.1:*");
      node.command(pub, "bind", "endpoint", "inproc://" + pub);
      node.command(sub, "connect", "socket", pub);
      node.command(sub, "attach", "endpoints", ">" + node.endpoint(pub));
      node.command(sub, "subscribe", "topic", "news");
      node.command(sub, "get", "option", "rcvhwm");
      node.command(sub, "set", "option", "linger", "value", 0);
      node.send(pub, "news");
      node.stats(pub);
      node.command(null, "list");
      node.command(sub, "unsubscribe", "topic", "news");
      node.command(sub, "disconnect");
      node.command(pub, "unbind");
      node.command(pub, "close");
      node.command(sub, "close");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldDetectACallOfAnotherThread(ThreadingModel model) {
    AtomicReference<ZMQ.Socket> leaked = new AtomicReference<>();
    SocketOptions leaking =
        new SocketOptions().setName("a").setType("pair").setConfigurator(leaked::set);
    try (SocketCalls calls = new SocketCalls();
        Node node = Node.deploy(model, new ZmqOptions().addSocket(leaking))) {
      assertThat(calls.shared()).isEmpty();

      leaked.get().getLinger();

      String me = Thread.currentThread().getName();
      assertThat(calls.threads()).containsExactlyInAnyOrder(me, "zmq-loop");
      assertThat(calls.shared())
          .anySatisfy(each -> assertThat(each).contains(me + " called getLinger"))
          .anySatisfy(each -> assertThat(each).contains(me + " called getSocketOpt"));
      node.stats("a");
    }
  }
}
