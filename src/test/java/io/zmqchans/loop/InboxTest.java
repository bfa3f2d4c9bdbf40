// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ.Socket;

/** What one socket gives, to whom, and how much of it at once; over inproc. */
class InboxTest extends InboxFixture {
  @Test
  void shouldReceiveWhatThereIs() {
    Inbox pull = bound(SocketKind.PULL);
    Socket push = connected(SocketKind.PUSH);
    send(push, "one");
    send(push, "of", "three", "frames");
    assertThat(pull.receive(100, 100)).isEqualTo(2);
    assertThat(told).containsExactly(text("one"), text("of", "three", "frames"), "that was all");
    assertThat(pull.received().get()).isEqualTo(2);
    assertThat(pull.receivedBytes().get()).isEqualTo(16);
    assertThat(pull.isBroken()).isFalse();
    assertThat(pull.sender()).isNull();
    assertThat(pull.link()).isNull();
  }

  @Test
  void shouldReceiveWithinItsBudget() {
    Inbox pull = bound(SocketKind.PULL);
    Socket push = connected(SocketKind.PUSH);
    for (int i = 0; i < 10; i++) {
      send(push, "0123456789");
    }
    demand = 2;
    assertThat(pull.receive(100, 1000)).isEqualTo(2);
    demand = 100;
    assertThat(pull.receive(3, 1000)).isEqualTo(3);
    assertThat(pull.receive(100, 20)).isEqualTo(2);
    assertThat(pull.receive(100, 21)).isEqualTo(3);
  }

  @Test
  void shouldReceiveNothingThatNobodyWants() {
    Inbox pull = bound(SocketKind.PULL);
    send(connected(SocketKind.PUSH), "one");
    demand = 1;
    assertThat(pull.isWanted()).isTrue();
    demand = 0;
    assertThat(pull.isWanted()).isFalse();
    assertThat(pull.receive(100, 100)).isZero();
    demand = 1;
    pull.mute();
    assertThat(pull.isWanted()).isFalse();
    assertThat(pull.receive(100, 100)).isZero();
    assertThat(pull.isProxied()).isFalse();
    assertThat(told).containsExactly("that was all");
  }

  @Test
  void shouldGiveToAProxyAndThenToItsOwnAgain() {
    Inbox pull = bound(SocketKind.PULL);
    Socket push = connected(SocketKind.PUSH);
    pull.mute();
    pull.divert(receiver("proxy: "));
    assertThat(pull.isProxied()).isTrue();
    send(push, "one");
    pull.receive(100, 100);
    pull.divert(null);
    assertThat(pull.isProxied()).isFalse();
    send(push, "two");
    pull.receive(100, 100);
    pull.closing();
    assertThat(told)
        .containsExactly(
            "proxy: " + text("one"), "proxy: that was all", text("two"), "that was all", "closing");
  }
}
