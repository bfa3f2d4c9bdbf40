// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.ZmqOptions;
import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** What zmq-async's register-socket! takes: a ready-made socket, or a type and a configurator. */
class AdoptParityTest extends SeedFixture {
  private final ZContext own = new ZContext();

  /** After the verticles, which have its sockets. */
  @Override
  @AfterEach
  void closeVertx() throws Exception {
    super.closeVertx();
    CompletableFuture.runAsync(own::close).get(20, TimeUnit.SECONDS);
  }

  /** A socket of JeroMQ, used by this thread alone. */
  private ZMQ.Socket raw(SocketType type) {
    ZMQ.Socket socket = own.createSocket(type);
    socket.setReceiveTimeOut(20_000);
    socket.setSendTimeOut(20_000);
    return socket;
  }

  private static SocketOptions options(String name, String type) {
    return new SocketOptions().setName(name).setType(type);
  }

  @Test
  void shouldRelayForAReadyMadeSocketBothWays() {
    ZMQ.Socket bound = raw(SocketType.PAIR);
    assertThat(bound.bind("inproc://ready-made")).isTrue();
    ZMQ.Socket peer = raw(SocketType.PAIR);
    assertThat(peer.connect("inproc://ready-made")).isTrue();
    OpenSocket adopted = context().adopt(options("adopted", "pair"), bound);
    assertThat(peer.send("from outside")).isTrue();
    assertThat(adopted.receiveText()).isEqualTo("from outside");
    adopted.send(ZmqMessage.of("to", "outside"));
    assertThat(peer.recvStr()).isEqualTo("to");
    assertThat(peer.hasReceiveMore()).isTrue();
    assertThat(peer.recvStr()).isEqualTo("outside");
  }

  @Test
  void shouldKnowWhereAReadyMadeSocketIsBound() {
    ZMQ.Socket bound = raw(SocketType.PULL);
    bound.bindToRandomPort("tcp://127.0.0.1");
    String endpoint = bound.getLastEndpoint();
    OpenContext context = context();
    OpenSocket adopted = context.adopt(options("adopted", "pull"), bound);
    context.socket("push", "connect", endpoint).send("hello");
    assertThat(adopted.receiveText()).isEqualTo("hello");
    assertThat(adopted.command("unbind").getString("endpoint")).isEqualTo(endpoint);
  }

  @Test
  void shouldAddWhatItsOptionsSay() {
    OpenContext context = context();
    OpenSocket pub = context.socket("pub", "bind", WILDCARD);
    String endpoint = pub.command("endpoints").getJsonArray("endpoints").getString(0);
    SocketOptions options = options("adopted", "sub").setSubscribe("a").setConnect(endpoint);
    OpenSocket adopted = context.adopt(options.setOut("news"), raw(SocketType.SUB));
    assertThat(adopted.address("out")).isEqualTo("news");
    assertThat(adopted.command("endpoints").getJsonArray("endpoints")).containsExactly(endpoint);
  }

  @Test
  void shouldLeaveASocketOfAnotherTypeToItsOwner() {
    ZMQ.Socket push = raw(SocketType.PUSH);
    assertThat(push.bind("inproc://mine")).isTrue();
    OpenContext context = context();
    assertThat(failure(() -> context.adopt(options("adopted", "pull"), push)))
        .isEqualTo(ZmqFailure.WRONG_STATE);
    ZMQ.Socket pull = raw(SocketType.PULL);
    assertThat(pull.connect("inproc://mine")).isTrue();
    assertThat(push.send("still mine")).isTrue();
    assertThat(pull.recvStr()).isEqualTo("still mine");
  }

  @Test
  void shouldCloseAnAdoptedSocketAndNotItsContext() {
    ZMQ.Socket bound = raw(SocketType.PULL);
    assertThat(bound.bind("inproc://closed-with-it")).isTrue();
    OpenContext context = context();
    context.adopt(options("adopted", "pull"), bound);
    context.close();
    assertThat(own.isClosed()).isFalse();
    ZMQ.Socket next = raw(SocketType.PULL);
    assertThat(next.bind("inproc://next")).isTrue();
  }

  @Test
  void shouldConfigureAFreshSocketOnItsThreadBeforeItBinds() {
    CompletableFuture<String> seen = new CompletableFuture<>();
    SocketOptions pull =
        options("pull", "pull")
            .setConfigurator(
                raw -> {
                  raw.bind("inproc://by-the-configurator");
                  seen.complete(Thread.currentThread().getName());
                })
            .setBind("inproc://later");
    OpenContext context = context(new ZmqOptions().addSocket(pull));
    assertThat(seen).isCompletedWithValue("zmq-loop");
    for (String endpoint : new String[] {"inproc://by-the-configurator", "inproc://later"}) {
      context.socket("push", "connect", endpoint).send(endpoint);
    }
    assertThat(context.command("stats", "socket", "pull").getInteger("sent")).isZero();
  }
}
