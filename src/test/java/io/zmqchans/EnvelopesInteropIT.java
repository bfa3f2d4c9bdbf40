// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.zmqchans.support.LibzmqSocket;
import io.zmqchans.support.Link;
import io.zmqchans.support.Link.Binder;
import io.zmqchans.support.Node;
import io.zmqchans.support.PythonPeer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests, replies and their envelopes with a real libzmq, whoever of the two binds. */
class EnvelopesInteropIT {
  private static final byte[] BINARY = {(byte) 0xff, 0, (byte) 0xc3, 10};
  private static final ZmqMessage ANSWER = ZmqMessage.of(BINARY, "answer");

  @BeforeAll
  static void needsLibzmq() {
    PythonPeer.assumeAvailable();
  }

  @ParameterizedTest
  @EnumSource
  void repShouldAnswerLibzmqReq(Binder binder) {
    try (Link link = Link.of(binder, Node.socket("s", "rep"), new LibzmqSocket("req"))) {
      for (int i = 0; i < 3; i++) {
        link.peer().send("question", "" + i, "", BINARY);
        assertThat(link.receive()).isEqualTo(ZmqMessage.of("question", "" + i, "", BINARY));
        link.send(BINARY, "answer", "" + i);
        assertThat(link.peer().receive()).isEqualTo(ZmqMessage.of(BINARY, "answer", "" + i));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void reqShouldAskLibzmqRep(Binder binder) {
    try (Link link = Link.of(binder, Node.socket("s", "req"), new LibzmqSocket("rep"))) {
      for (int i = 0; i < 3; i++) {
        link.send("question", "" + i, "", BINARY);
        assertThat(link.peer().receive()).isEqualTo(ZmqMessage.of("question", "" + i, "", BINARY));
        link.peer().send(BINARY, "answer", "" + i);
        assertThat(link.receive()).isEqualTo(ZmqMessage.of(BINARY, "answer", "" + i));
      }
    }
  }

  @Test
  void repShouldAnswerOneAfterTheOther() {
    try (Link link = Link.of(Binder.WE, Node.socket("s", "rep"), new LibzmqSocket("req"));
        LibzmqSocket second = new LibzmqSocket("req")) {
      second.connect(link.node().endpoint("s"));
      link.peer().send("first");
      assertThat(link.receive()).isEqualTo(ZmqMessage.of("first"));
      second.send("second");
      link.send("to first");
      assertThat(link.peer().receive()).isEqualTo(ZmqMessage.of("to first"));
      assertThat(link.receive()).isEqualTo(ZmqMessage.of("second"));
      link.send("to second");
      assertThat(second.receive()).isEqualTo(ZmqMessage.of("to second"));
    }
  }

  @Test
  void repShouldServeTheNextWhenOneIsKilledThatAsked() {
    try (Link link = Link.of(Binder.WE, Node.socket("s", "rep"), new LibzmqSocket("req"));
        LibzmqSocket next = new LibzmqSocket("req")) {
      link.peer().send("killed");
      assertThat(link.receive()).isEqualTo(ZmqMessage.of("killed"));
      link.peer().kill();
      link.send("to nobody");
      next.connect(link.node().endpoint("s"));
      next.send("next");
      assertThat(link.receive()).isEqualTo(ZmqMessage.of("next"));
      link.send("to next");
      assertThat(next.receive()).isEqualTo(ZmqMessage.of("to next"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void routerShouldShowWhichLibzmqDealerItIs(Binder binder) {
    try (Link link =
        Link.of(
            binder,
            Node.socket("s", "router"),
            new LibzmqSocket("dealer").set("routing_id", "them"))) {
      link.peer().send("question", "", BINARY);
      link.peer().send("");
      assertThat(link.receive()).isEqualTo(ZmqMessage.of("them", "question", "", BINARY));
      assertThat(link.receive()).isEqualTo(ZmqMessage.of("them", ""));
      link.send("them", BINARY, "answer");
      link.send("them", "");
      assertThat(link.peer().receive()).isEqualTo(ANSWER);
      assertThat(link.peer().receive()).isEqualTo(ZmqMessage.of(""));
    }
  }

  @ParameterizedTest
  @EnumSource
  void routerShouldAnswerLibzmqReq(Binder binder) {
    try (Link link = Link.of(binder, Node.socket("s", "router"), new LibzmqSocket("req"))) {
      link.peer().send("question", "", BINARY);
      ZmqMessage request = link.receive();
      byte[] id = request.bytes(0);
      assertThat(id).hasSize(5).startsWith(0); // made by the router, as the peer has none
      assertThat(request).isEqualTo(ZmqMessage.of(id, "", "question", "", BINARY));
      link.send(id, "", BINARY, "answer");
      assertThat(link.peer().receive()).isEqualTo(ANSWER);
    }
  }

  @Test
  void routerShouldAnswerEachPeerItsOwn() {
    try (Link link =
            Link.of(
                Binder.WE,
                Node.socket("s", "router"),
                new LibzmqSocket("req").set("routing_id", "first"));
        LibzmqSocket second = new LibzmqSocket("dealer").set("routing_id", "second")) {
      second.connect(link.node().endpoint("s"));
      link.peer().send("1");
      assertThat(link.receive()).isEqualTo(ZmqMessage.of("first", "", "1"));
      second.send("2");
      assertThat(link.receive()).isEqualTo(ZmqMessage.of("second", "2"));
      link.send("second", "to second");
      link.send("first", "", "to first");
      assertThat(link.peer().receive()).isEqualTo(ZmqMessage.of("to first"));
      assertThat(second.receive()).isEqualTo(ZmqMessage.of("to second"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void dealerShouldShowLibzmqRouterItsRoutingId(Binder binder) {
    JsonObject options = new JsonObject().put("routing_id", "us");
    try (Link link =
        Link.of(
            binder,
            Node.socket("s", "dealer").put("options", options),
            new LibzmqSocket("router"))) {
      link.send("question", "", BINARY);
      assertThat(link.peer().receive()).isEqualTo(ZmqMessage.of("us", "question", "", BINARY));
      link.peer().send("us", BINARY, "answer");
      link.peer().send("us", "");
      assertThat(link.receive()).isEqualTo(ANSWER);
      assertThat(link.receive()).isEqualTo(ZmqMessage.of(""));
    }
  }

  @ParameterizedTest
  @EnumSource
  void dealerShouldAskLibzmqRepSeveralTimesAtOnce(Binder binder) {
    try (Link link = Link.of(binder, Node.socket("s", "dealer"), new LibzmqSocket("rep"))) {
      for (int i = 0; i < 3; i++) {
        link.send("", "question", "" + i);
      }
      for (int i = 0; i < 3; i++) {
        assertThat(link.peer().receive()).isEqualTo(ZmqMessage.of("question", "" + i));
        link.peer().send("answer", "" + i);
        assertThat(link.receive()).isEqualTo(ZmqMessage.of("", "answer", "" + i));
      }
    }
  }
}
