// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.Eventually;
import io.zmqchans.support.LibzmqSocket;
import io.zmqchans.support.Link;
import io.zmqchans.support.Link.Binder;
import io.zmqchans.support.Node;
import io.zmqchans.support.PythonPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pub/sub and pair with a real libzmq, whoever of the two binds. */
class PatternsInteropIT {
  private static final byte[] BINARY = {(byte) 0xff, 0, (byte) 0xc3, 10};
  private static final ZmqMessage READY = ZmqMessage.of("news", "ready");
  private static final ZmqMessage LAST = ZmqMessage.of("newsletter");

  @BeforeAll
  static void needsLibzmq() {
    PythonPeer.assumeAvailable();
  }

  @ParameterizedTest
  @EnumSource
  void subShouldReceiveItsTopicFromLibzmqPub(Binder binder) {
    try (Link link =
        Link.of(
            binder, Node.socket("s", "sub").put("subscribe", "news"), new LibzmqSocket("pub"))) {
      untilSubscribed(() -> link.peer().send("news", "ready"), link::hasReceived);
      link.peer().send("sport", "1");
      link.peer().send("news", "1", "", BINARY);
      link.peer().send("sport", "2");
      link.peer().send("newsletter");
      assertThat(upToLast(link::receive))
          .containsExactly(ZmqMessage.of("news", "1", "", BINARY), LAST);
    }
  }

  @ParameterizedTest
  @EnumSource
  void subShouldReceiveTopicsAddedLater(Binder binder) {
    try (Link link = Link.of(binder, Node.socket("s", "sub"), new LibzmqSocket("xpub"))) {
      link.node().command("s", "subscribe", "topic", BINARY);
      assertThat(link.peer().receive()).isEqualTo(subscription(1, BINARY));
      link.peer().send("news");
      link.peer().send(BINARY, "1");
      assertThat(link.receive()).isEqualTo(ZmqMessage.of(BINARY, "1"));
      link.node().command("s", "unsubscribe", "topic", BINARY);
      assertThat(link.peer().receive()).isEqualTo(subscription(0, BINARY));
    }
  }

  @ParameterizedTest
  @EnumSource
  void pubShouldSendItsTopicToLibzmqSub(Binder binder) {
    try (Link link =
        Link.of(
            binder, Node.socket("s", "pub"), new LibzmqSocket("sub").set("subscribe", "news"))) {
      untilSubscribed(() -> link.send("news", "ready"), link.peer()::hasReceived);
      link.send("sport", "1");
      link.send("news", "1", "", BINARY);
      link.send("sport", "2");
      link.send("newsletter");
      assertThat(upToLast(link.peer()::receive))
          .containsExactly(ZmqMessage.of("news", "1", "", BINARY), LAST);
    }
  }

  @ParameterizedTest
  @EnumSource
  void xpubShouldShowSubscriptionsOfLibzmqSub(Binder binder) {
    try (Link link =
        Link.of(
            binder, Node.socket("s", "xpub"), new LibzmqSocket("sub").set("subscribe", "news"))) {
      assertThat(link.receive()).isEqualTo(ZmqMessage.of("\1news"));
      link.send("sport", "1");
      link.send("news", "1", "", BINARY);
      assertThat(link.peer().receive()).isEqualTo(ZmqMessage.of("news", "1", "", BINARY));

      link.peer().set("subscribe", "sport").set("unsubscribe", "news");
      assertThat(link.receive()).isEqualTo(ZmqMessage.of("\1sport"));
      assertThat(link.receive()).isEqualTo(ZmqMessage.of("\0news"));
      link.send("news", "2");
      link.send("sport", "2");
      assertThat(link.peer().receive()).isEqualTo(ZmqMessage.of("sport", "2"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void xsubShouldReceiveWhatItSubscribedToFromLibzmqPub(Binder binder) {
    try (Link link = Link.of(binder, Node.socket("s", "xsub"), new LibzmqSocket("pub"))) {
      link.send("\1news");
      untilSubscribed(() -> link.peer().send("news", "ready"), link::hasReceived);
      link.peer().send("sport", "1");
      link.peer().send("news", "1", "", BINARY);
      link.peer().send("newsletter");
      assertThat(upToLast(link::receive))
          .containsExactly(ZmqMessage.of("news", "1", "", BINARY), LAST);
    }
  }

  @ParameterizedTest
  @EnumSource
  void xsubShouldSendSubscriptionsToLibzmqXpub(Binder binder) {
    try (Link link = Link.of(binder, Node.socket("s", "xsub"), new LibzmqSocket("xpub"))) {
      link.send(subscription(1, BINARY).bytes(0));
      assertThat(link.peer().receive()).isEqualTo(subscription(1, BINARY));
      link.send(subscription(0, BINARY).bytes(0));
      assertThat(link.peer().receive()).isEqualTo(subscription(0, BINARY));
    }
  }

  @ParameterizedTest
  @EnumSource
  void pairShouldTalkToLibzmqPair(Binder binder) {
    try (Link link = Link.of(binder, Node.socket("s", "pair"), new LibzmqSocket("pair"))) {
      link.send("ours", "", BINARY);
      link.peer().send(BINARY, "theirs");
      link.peer().send("");
      assertThat(link.peer().receive()).isEqualTo(ZmqMessage.of("ours", "", BINARY));
      assertThat(link.receive()).isEqualTo(ZmqMessage.of(BINARY, "theirs"));
      assertThat(link.receive()).isEqualTo(ZmqMessage.of(""));
    }
  }

  private static ZmqMessage subscription(int first, byte[] topic) {
    byte[] frame = new byte[1 + topic.length];
    frame[0] = (byte) first;
    System.arraycopy(topic, 0, frame, 1, topic.length);
    return ZmqMessage.of(frame);
  }

  /** Publishes until something arrives: what was published before the subscription came is lost. */
  private static void untilSubscribed(Runnable publish, BooleanSupplier arrived) {
    Eventually.until(
        () -> "a subscription",
        () -> {
          publish.run();
          return arrived.getAsBoolean();
        });
  }

  /** What arrives after {@link #READY}, to {@link #LAST}. */
  private static List<ZmqMessage> upToLast(Supplier<ZmqMessage> receive) {
    List<ZmqMessage> all = new ArrayList<>();
    for (ZmqMessage next; (next = receive.get()) != null; ) {
      if (!next.equals(READY)) {
        all.add(next);
      }
      if (next.equals(LAST)) {
        break;
      }
    }
    return all;
  }
}
