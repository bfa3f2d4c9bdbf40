// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** xsub-xpub and proxy-chain: proxies that are started between open sockets. */
class ProxyTest extends SeedFixture {
  private static final int PUBLISHERS = 20;
  private static final int SUBSCRIBERS = 100;
  private static final int PROXIES = 5;
  private static final int ROUND_TRIPS = 100;

  /** Of the same length, so that none is another's prefix. */
  private static String topic(int i) {
    return "topic %02d".formatted(i % PUBLISHERS);
  }

  private static List<OpenSocket> open(int count, IntFunction<OpenSocket> how) {
    return IntStream.range(0, count).mapToObj(how).toList();
  }

  @Test
  void shouldGiveEachOfHundredSubscribersItsTopicOfTwentyPublishers() {
    OpenContext context = context();
    OpenSocket xsub = context.socket("xsub", "bind", "inproc://xsub");
    OpenSocket xpub =
        context.socket("xpub", "bind", "inproc://xpub", "options", json("xpub_verbose", true));
    context.proxy(xsub, xpub);
    List<OpenSocket> pubs = open(PUBLISHERS, i -> context.socket("pub").connect(xsub));
    List<OpenSocket> subs =
        open(SUBSCRIBERS, i -> context.socket("sub", "subscribe", topic(i)).connect(xpub));
    // xpub is verbose, so when all have passed each publisher knows all.
    Eventually.until(
        () -> xsub.figure("sent") + " subscriptions passed",
        () -> xsub.figure("sent") == SUBSCRIBERS);
    for (int i = 0; i < PUBLISHERS; i++) {
      pubs.get(i).send(ZmqMessage.of(topic(i), "1"));
      pubs.get(i).send(ZmqMessage.of(topic(i), "2"));
    }
    for (int i = 0; i < SUBSCRIBERS; i++) {
      assertThat(subs.get(i).receive()).isEqualTo(ZmqMessage.of(topic(i), "1"));
      assertThat(subs.get(i).receive()).isEqualTo(ZmqMessage.of(topic(i), "2"));
      assertThat(subs.get(i).figure("received")).as("messages of subscriber %d", i).isEqualTo(2);
    }
  }

  @Test
  void shouldPassHundredRoundTripsThroughFiveProxies() {
    OpenContext context = context();
    OpenSocket rep = context.socket("rep", "bind", WILDCARD);
    OpenSocket server = rep;
    for (int i = 0; i < PROXIES; i++) {
      OpenSocket dealer = context.socket("dealer").connect(server);
      OpenSocket router = context.socket("router", "bind", WILDCARD);
      context.proxy(router, dealer);
      server = router;
    }
    OpenSocket req = context.socket("req").connect(server);
    for (int i = 0; i < ROUND_TRIPS; i++) {
      req.send("ping " + i);
      assertThat(rep.receiveText()).isEqualTo("ping " + i);
      rep.send("pong " + i);
      assertThat(req.receiveText()).isEqualTo("pong " + i);
    }
  }

  @Test
  void shouldShowEveryMessageOfBothWaysToTheCapture() {
    BlockingQueue<ZmqMessage> captured = new LinkedBlockingQueue<>();
    vertx.eventBus().<ZmqMessage>consumer("seen", message -> captured.add(message.body()));
    OpenContext context = context();
    OpenSocket front = context.socket("pair", "bind", WILDCARD);
    OpenSocket back = context.socket("pair", "bind", WILDCARD);
    context.command("proxy", "frontend", front.name(), "backend", back.name(), "capture", "seen");
    OpenSocket left = context.socket("pair").connect(front);
    OpenSocket right = context.socket("pair").connect(back);
    List<ZmqMessage> passed = new ArrayList<>();
    for (int i = 0; i < ROUND_TRIPS; i++) {
      passed.add(pass(left, right, ZmqMessage.of("to the right", Integer.toString(i))));
      passed.add(pass(right, left, ZmqMessage.of("to the left", "", Integer.toString(i))));
    }
    List<ZmqMessage> seen = new ArrayList<>();
    while (seen.size() < passed.size()) {
      seen.add(Node.next(captured));
    }
    assertThat(seen).isEqualTo(passed);
    assertThat(captured).isEmpty();
  }

  private static ZmqMessage pass(OpenSocket from, OpenSocket to, ZmqMessage message) {
    from.send(message);
    assertThat(to.receive()).isEqualTo(message);
    return message;
  }

  @Test
  void shouldGiveTheSocketsBackWhenStopped() {
    OpenContext context = context();
    OpenSocket front = context.socket("pair", "bind", "inproc://front");
    OpenSocket back = context.socket("pair", "bind", "inproc://back");
    OpenSocket left = context.socket("pair").connect(front);
    OpenSocket right = context.socket("pair").connect(back);
    context.proxy(front, back);
    pass(left, right, ZmqMessage.of("through"));
    context.command("unproxy", "frontend", front.name());
    pass(left, front, ZmqMessage.of("to the frontend itself"));
    pass(back, right, ZmqMessage.of("from the backend itself"));
  }
}
