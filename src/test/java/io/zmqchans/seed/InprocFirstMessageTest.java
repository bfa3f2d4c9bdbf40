// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqMessage;
import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenSocket;
import io.zmqchans.support.Soak;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The seed's known issue "Sockets using inproc transport randomly not initiating a connection": the
 * first message between two fresh sockets gets through, whichever binds, connects or sends first.
 */
class InprocFirstMessageTest extends SeedFixture {
  private static final int PAIRS = 500;
  private static final int OTHER_PAIRS = 100;

  @Test
  void shouldPassTheFirstRequestAndItsReply() {
    requestAndReply(PAIRS);
  }

  @Test
  @Tag("soak")
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void shouldPassTheFirstRequestAndItsReplyOfVeryManyPairs() {
    requestAndReply(Soak.rounds(10_000));
  }

  private void requestAndReply(int pairs) {
    OpenContext context = context();
    for (int i = 0; i < pairs; i++) {
      OpenSocket req = context.socket("req");
      OpenSocket rep = context.socket("rep");
      meetAndSend(i, rep, req, ZmqMessage.of("request", Integer.toString(i)));
      assertThat(rep.receive()).isEqualTo(ZmqMessage.of("request", Integer.toString(i)));
      rep.send("reply " + i);
      assertThat(req.receiveText()).isEqualTo("reply " + i);
      req.close();
      rep.close();
    }
  }

  /** In one of the orders that there are; before the peer is bound a message may wait, too. */
  private static void meetAndSend(int i, OpenSocket binder, OpenSocket sender, Object message) {
    String endpoint = "inproc://first-" + i;
    switch (i % 3) {
      case 0 -> {
        binder.bind(endpoint);
        sender.command("connect", "endpoint", endpoint);
        sender.submit(message);
      }
      case 1 -> {
        sender.command("connect", "endpoint", endpoint);
        binder.bind(endpoint);
        sender.submit(message);
      }
      default -> {
        sender.command("connect", "endpoint", endpoint);
        sender.submit(message);
        binder.bind(endpoint);
      }
    }
  }

  /** The seed's "Test more to see whether inproc is safe to use with other than req/rep pairs". */
  @ParameterizedTest
  @CsvSource({"push, pull", "dealer, dealer", "dealer, rep", "pair, pair"})
  void shouldPassTheFirstMessageOfOtherPairs(String from, String to) {
    OpenContext context = context();
    for (int i = 0; i < OTHER_PAIRS; i++) {
      OpenSocket sender = context.socket(from);
      OpenSocket receiver = context.socket(to);
      meetAndSend(i, receiver, sender, ZmqMessage.of("", "first"));
      ZmqMessage received = (ZmqMessage) receiver.receive();
      assertThat(received.string(received.size() - 1)).isEqualTo("first");
      sender.close();
      receiver.close();
    }
  }
}
