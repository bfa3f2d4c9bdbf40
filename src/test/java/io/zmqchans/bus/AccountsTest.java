// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.ZmqMessageCodec;
import io.zmqchans.support.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which channels are told of what handlers took. */
class AccountsTest {
  private static final String NODE = "io.zmqchans.node.one";

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final List<Runnable> soon = new ArrayList<>();
  private final BlockingQueue<Message<Object>> arrived = new LinkedBlockingQueue<>();
  private Future<Void> answer = Future.succeededFuture();
  private final Accounts accounts =
      new Accounts(
          "self",
          soon::add,
          (account, count, upTo) -> {
            told.add(account.node() + " " + account.channel() + " " + count + " " + upTo);
            return answer;
          });

  @BeforeEach
  void watch() {
    ZmqMessageCodec.register(vertx);
    vertx.eventBus().addInboundInterceptor(accounts);
    Node.await(vertx.eventBus().consumer("out", arrived::add).completion());
  }

  @AfterEach
  void close() {
    Node.await(vertx.close());
  }

  private Message<Object> send(Object body, String tag) {
    DeliveryOptions options = new DeliveryOptions();
    if (tag != null) {
      options.addHeader(Accounts.TAG, tag);
    }
    vertx.eventBus().send("out", body, options);
    return Node.next(arrived);
  }

  @Test
  void shouldTellTheChannelOfSeveralTogether() {
    Message<Object> message = send(ZmqMessage.of("a"), NODE + "/7/1/1");
    send(ZmqMessage.of("b"), NODE + "/7/4/3");

    assertThat(message.headers().isEmpty()).isTrue();
    assertThat(soon).hasSize(1);
    soon.get(0).run();
    assertThat(told).containsExactly(NODE + " 7 4 4");
  }

  @Test
  void shouldTellAgainWhenTheChannelsNodeIsNotKnownYet() {
    answer = Future.failedFuture(new ReplyException(ReplyFailure.NO_HANDLERS));
    send(ZmqMessage.of("a"), NODE + "/7/1/1");
    soon.get(0).run();
    assertThat(told).containsExactly(NODE + " 7 1 1");

    answer = Future.succeededFuture();
    accounts.tellLeft();
    assertThat(told).containsExactly(NODE + " 7 1 1", NODE + " 7 1 1");
    accounts.tellLeft();
    assertThat(told).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "///",
        "a/b/c/d",
        "victim/7/1/1",
        NODE + "/x/1/1",
        NODE + "/7/1/0",
        NODE + "/7/1/-5",
        NODE + "/7/99999999999999999999/1"
      })
  void shouldTellNobodyOfWhatOthersMadeUp(String tag) {
    assertThat(send(ZmqMessage.of("a"), tag).body()).isEqualTo(ZmqMessage.of("a"));

    assertThat(soon).isEmpty();
    send(ZmqMessage.of("b"), NODE + "/7/2/1");
    soon.get(0).run();
    assertThat(told).containsExactly(NODE + " 7 1 2");
  }

  @Test
  void shouldKnowOtherBodiesByTheirAddress() {
    send("unknown", null);
    accounts.announce("out", NODE, 7);
    send("known", null);

    accounts.flush(NODE, 7);

    assertThat(told).containsExactly(NODE + " 7 1 0");
  }

  @Test
  void shouldTellNothingTwice() {
    send(ZmqMessage.of("a"), NODE + "/7/1/1");

    accounts.flush(NODE, 7);
    accounts.flush(NODE, 7);
    soon.get(0).run();

    assertThat(told).hasSize(1);
  }
}
