// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.FailedDeployment;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import io.zmqchans.support.RelayFixture;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Host names in endpoints. */
class HostsTest extends RelayFixture {
  private final BlockingQueue<String> lookedUp = new LinkedBlockingQueue<>();

  private InetAddress lookUp(String host) throws UnknownHostException {
    lookedUp.add(host + " on " + Thread.currentThread().getName());
    return InetAddress.getLoopbackAddress();
  }

  private Hosts hosts(Hosts.Lookup lookup) {
    node = Node.deploy(ThreadingModel.WORKER, socket("a", "pull"), socket("b", "push"));
    return new Hosts(node.vertx(), lookup);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tcp://name:1", "@tcp://a.b-c.d:*", " >tcp://4you.example:5555", "tcp://1a:1"})
  void shouldLookNamesUpOnAWorker(String endpoint) {
    Node.await(hosts(this::lookUp).find("a", "connect", List.of(endpoint)));
    assertThat(Node.next(lookedUp)).contains(" on vert.x-worker-thread");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://127.0.0.1:1",
        "tcp://*:*",
        "tcp://[::1]:5",
        "inproc://name:1",
        "ipc://name:1",
        "x",
        ""
      })
  void shouldLookNothingElseUp(String endpoint) {
    assertThat(hosts(this::lookUp).find("a", "connect", List.of(endpoint)).isComplete()).isTrue();
    assertThat(lookedUp).isEmpty();
  }

  @Test
  void shouldGoOnWhileANameIsLookedUp() throws InterruptedException {
    CountDownLatch answer = new CountDownLatch(1);
    Hosts hosts =
        hosts(
            host -> {
              assertThat(awaitQuietly(answer)).isTrue();
              throw new UnknownHostException(host);
            });
    Future<Void> found = hosts.find("b", "connect", List.of("tcp://slow.example:1"));
    BlockingQueue<ZmqMessage> received = received("a");
    node.command("a", "bind", "endpoint", "tcp://127.0.0.1:*");
    node.command("b", "connect", "socket", "a");
    node.send("b", "meanwhile");

    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("meanwhile"));
    assertThat(found.isComplete()).isFalse();
    answer.countDown();
    Refusal.of(ZmqFailure.BAD_ENDPOINT, () -> Node.await(found))
        .contains("'b'", "tcp://slow.example:1", "'slow.example' is unknown");
  }

  private static boolean awaitQuietly(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"connect", "bind"})
  void shouldRefuseAnUnknownHost(String command) {
    node = Node.deploy(ThreadingModel.WORKER, socket("a", "pull"), socket("b", "push"));
    String endpoint = "tcp://nowhere.invalid:5555"; // never to exist, says RFC 6761

    Refusal.of(ZmqFailure.BAD_ENDPOINT, () -> node.command("b", command, "endpoint", endpoint))
        .contains("'b'", endpoint, "nowhere.invalid");
    Refusal.of(
            ZmqFailure.BAD_ENDPOINT,
            () -> node.command("b", "attach", "endpoints", ">tcp://127.0.0.1:9,>" + endpoint))
        .contains("'b'", endpoint);
    assertThat(node.command("b", "endpoints").getJsonArray("endpoints")).isEmpty();
  }

  @Test
  void shouldFailTheDeployment() {
    JsonObject bad = socket("bad", "push").put("connect", "tcp://nowhere.invalid:5555");
    try (FailedDeployment deployment = new FailedDeployment()) {
      assertThat(deployment.fail(ThreadingModel.WORKER, bad))
          .hasMessageContainingAll("'bad'", "tcp://nowhere.invalid:5555");
    }
  }
}
