// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.LogCapture;
import io.zmqchans.support.Node;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What Vert.x's logging tells of a verticle's life, and what it doesn't. */
class LifeLogTest {
  private static final Pattern LINE = Pattern.compile("(?m)^[A-Z]+: (life(\\.\\w+)?: .*)$");

  private static List<String> lines(LogCapture log) {
    return LINE.matcher(log.text())
        .results()
        .map(match -> match.group(1))
        .filter(each -> !each.contains("signals of JeroMQ"))
        .toList();
  }

  private static Node deploy() {
    ZmqOptions options =
        new ZmqOptions()
            .setName("life")
            .addSocket(new SocketOptions(socket("a", "pull").put("bind", "inproc://one")))
            .addSocket(new SocketOptions(socket("b", "push").put("connect", "inproc://one")));
    return Node.deploy(ThreadingModel.WORKER, options);
  }

  @Test
  void shouldHaveALineForEachLifeEventAndNoneForAMessage() {
    try (LogCapture log = LogCapture.start()) {
      try (Node node = deploy()) {
        BlockingQueue<ZmqMessage> received = node.collect("life.a.out");
        for (int i = 0; i < 100; i++) {
          node.send("b", "message");
          Node.next(received);
        }
        node.command("a", "bind", "endpoint", "inproc://two");
        node.command("a", "unbind", "endpoint", "inproc://two");
        node.command("b", "close");
        Node.await(node.vertx().undeploy(node.deployment()));
      }

      assertThat(lines(log))
          .containsExactly(
              "life.a: opened, pull bound at inproc://one",
              "life.b: opened, push connected to inproc://one",
              "life: deployed",
              "life.a: bound at inproc://two",
              "life.a: unbound from inproc://two",
              "life.b: closed",
              "life.a: closed",
              "life: undeployed");
    }
  }

  @Test
  void shouldSayThatTheLoopDied() {
    try (LogCapture log = LogCapture.start();
        Node node = deploy()) {
      node.verticle()
          .execute(
              "a",
              socket -> {
                throw new OutOfMemoryError("as if");
              });
      Eventually.until(log::text, () -> lines(log).contains("life: died, and with it its sockets"));
      assertThat(log.text()).contains("OutOfMemoryError: as if");
    }
  }
}
