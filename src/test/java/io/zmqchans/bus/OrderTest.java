// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Messages.next;
import static io.zmqchans.support.Messages.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The order of one sender's messages, and that of one consumer's. */
@ParameterizedClass
@MethodSource("io.zmqchans.support.Setting#models")
class OrderTest extends RelayFixture {
  @Parameter ThreadingModel model;
  private final BlockingQueue<ZmqMessage> received = new LinkedBlockingQueue<>();
  private final SocketOptions push =
      new SocketOptions().setName("push").setType("push").setConnect("inproc://pull");
  private final SocketOptions pull =
      new SocketOptions().setName("pull").setType("pull").setBind("inproc://pull");

  private void register() {
    node.vertx()
        .eventBus()
        .<ZmqMessage>consumer("zmq.pull.out", message -> received.add(message.body()));
  }

  @Test
  void shouldKeepTheOrderOfSendsAndRequests() {
    push.setMaxPending(100_000);
    deploy(model, pull, push);
    register();
    List<ZmqMessage> messages = numbered(20_000);
    for (int i = 0; i < messages.size(); i++) {
      if (i % 7 == 0) {
        assertThat(submit("push", messages.get(i)).failed()).isFalse();
      } else {
        node.vertx().eventBus().send("zmq.push.in", messages.get(i));
      }
    }
    assertThat(next(messages.size(), received)).isEqualTo(messages);
  }

  @Test
  void shouldKeepTheOrderThroughPauses() {
    push.setMaxPending(100_000).setOption("sndhwm", 2);
    pull.setMaxInFlight(3).setOption("rcvhwm", 2);
    deploy(model, pull, push);
    register();
    List<ZmqMessage> messages = numbered(5_000);
    messages.forEach(message -> node.vertx().eventBus().send("zmq.push.in", message));
    assertThat(next(messages.size(), received)).isEqualTo(messages);
  }

  @Test
  void shouldNotLetAMessageOvertakeTheOnesHeld() throws InterruptedException {
    AtomicBoolean registered = new AtomicBoolean();
    Runnable registerOnce =
        () -> {
          if (registered.compareAndSet(false, true)) {
            register();
          }
        };
    CountDownLatch between = new CountDownLatch(1);
    pull.setDecoder(
        message -> {
          if (message.string(0).equals("1")) { // number 0 is held, and somebody registers
            registerOnce.run();
            between.countDown();
          }
          return message;
        });
    List<ZmqMessage> messages = numbered(100);
    CountDownLatch submitted = new CountDownLatch(messages.size());
    push.setEncoder(
        body -> {
          submitted.countDown();
          return (ZmqMessage) body;
        });
    deploy(model, pull, push);
    CountDownLatch go = new CountDownLatch(1);
    Future<?> standstill = node.verticle().execute("pull", socket -> await(go));
    messages.forEach(message -> node.vertx().eventBus().send("zmq.push.in", message));
    assertThat(await(submitted)).isTrue();
    go.countDown(); // so that the socket finds all of them at once
    Node.await(standstill);
    if (!between.await(1, TimeUnit.SECONDS)) {
      registerOnce.run();
    }
    assertThat(next(messages.size(), received)).isEqualTo(messages);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
