// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqFailure;
import io.zmqchans.loop.Outgoing.IfBlocked;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ.Socket;

/** What waits to leave through one socket, and in which order it does; over inproc. */
class OutboxTest extends OutboxFixture {
  @Test
  void shouldSendInOrderWithinItsBudget() {
    bound(SocketKind.PUSH).setSndHWM(100);
    Socket pull = connected(SocketKind.PULL);
    add("a1", "b1", "c1", "d1", "e1", "f1");
    assertThat(outbox.flush(2, 100)).isEqualTo(2);
    assertThat(outbox.isBlocked()).isFalse();
    assertThat(outbox.flush(100, 2)).isOne();
    assertThat(outbox.flush(100, 3)).isEqualTo(2);
    assertThat(outbox.size()).isOne();
    assertThat(outbox.isEmpty()).isFalse();
    assertThat(flush()).isOne();
    assertThat(outbox.isEmpty()).isTrue();
    assertThat(told).containsExactly("a1", "b1", "c1", "d1", "e1", "f1");
    for (String each : told) {
      assertThat(receive(pull)).isEqualTo(each);
    }
    assertThat(outbox.sent().get()).isEqualTo(6);
    assertThat(outbox.sentBytes().get()).isEqualTo(12);
  }

  @Test
  void shouldWaitForAPeer() {
    bound(SocketKind.PUSH);
    add("a", "b");
    assertThat(flush()).isZero();
    assertThat(outbox.isBlocked()).isTrue();
    assertThat(told).containsExactly("a?");
    assertThat(outbox.sent().get()).isZero();
    Socket pull = connected(SocketKind.PULL);
    assertThat(flush()).isEqualTo(2);
    assertThat(outbox.isBlocked()).isFalse();
    assertThat(receive(pull)).isEqualTo("a");
    assertThat(receive(pull)).isEqualTo("b");
  }

  @Test
  void shouldNotSendWhatWasTakenBack() {
    bound(SocketKind.PUSH);
    Note withdrawn = new Note("a", IfBlocked.WAIT, "a");
    outbox.add(withdrawn);
    add("b");
    outbox.withdraw(withdrawn);
    Socket pull = connected(SocketKind.PULL);
    assertThat(flush()).isOne();
    assertThat(receive(pull)).isEqualTo("b");
    assertThat(told).containsExactly("b");
  }

  @Test
  void shouldRefuseAllThatWaits() {
    bound(SocketKind.PUSH);
    add("a", "b");
    outbox.failAll(ZmqFailure.CLOSED, "is closed");
    assertThat(told).containsExactly("a CLOSED is closed", "b CLOSED is closed");
    assertThat(outbox.isEmpty()).isTrue();
  }

  @Test
  void shouldGiveUpWhatNobodyTakes() {
    bound(SocketKind.PUSH);
    outbox.add(new Note("a", IfBlocked.GIVE_UP, "a"));
    add("b");
    assertThat(flush()).isOne();
    assertThat(outbox.isBlocked()).isTrue();
    assertThat(told).containsExactly("a?", "a FULL has a peer that takes no more", "b?");
    assertThat(outbox.sent().get()).isZero();
  }

  /** A router with a peer that takes no more, and a message for that one that steps aside. */
  private void aside() {
    bound(SocketKind.ROUTER).setRouterMandatory(true);
    dealer("full");
    for (int i = 0; i < 2; i++) {
      outbox.add(new Note("fill", IfBlocked.WAIT, "full", "x"));
    }
    assertThat(flush()).isEqualTo(2);
    told.clear();
    outbox.add(new Note("aside", IfBlocked.STEP_ASIDE, "full", "aside"));
  }

  @Test
  void shouldLetOthersGoFirst() {
    aside();
    Socket other = dealer("other");
    outbox.add(new Note("other", IfBlocked.WAIT, "other", "text"));
    assertThat(flush()).isOne();
    assertThat(outbox.isBlocked()).isTrue();
    assertThat(outbox.size()).isOne();
    assertThat(told).containsExactly("aside?", "other");
    assertThat(receive(other)).isEqualTo("text");
    Socket full = sockets.get(1);
    assertThat(receive(full)).isEqualTo("x");
    assertThat(receive(full)).isEqualTo("x");
    assertThat(flush()).isOne();
    assertThat(receive(full)).isEqualTo("aside");
  }

  @Test
  void shouldNotBeBlockedWhileOneWasNotTried() {
    aside();
    dealer("other");
    outbox.add(new Note("other", IfBlocked.WAIT, "other", "text"));
    outbox.add(new Note("another", IfBlocked.WAIT, "other", "text"));
    assertThat(outbox.flush(1, 100)).isOne();
    assertThat(outbox.size()).isEqualTo(2);
    assertThat(outbox.isBlocked()).isFalse();
  }

  @Test
  void shouldTryWhatIsAddedByOneThatWasSent() {
    aside();
    Socket other = dealer("other");
    outbox.add(
        new Note("other", IfBlocked.WAIT, "other", "text") {
          @Override
          protected void sent() {
            super.sent();
            outbox.add(new Note("next", IfBlocked.WAIT, "other", "next"));
          }
        });
    assertThat(flush()).isEqualTo(2);
    assertThat(outbox.isBlocked()).isTrue();
    assertThat(told).containsExactly("aside?", "other", "aside?", "next");
    assertThat(receive(other)).isEqualTo("text");
    assertThat(receive(other)).isEqualTo("next");
  }

  @Test
  void shouldSendAllFramesOrNone() {
    bound(SocketKind.PUSH);
    Socket pull = connected(SocketKind.PULL);
    outbox.add(new Note("a", IfBlocked.WAIT, "one", "", "three"));
    assertThat(flush()).isOne();
    assertThat(receive(pull)).isEqualTo("one");
    assertThat(pull.hasReceiveMore()).isTrue();
    assertThat(receive(pull)).isEmpty();
    assertThat(pull.hasReceiveMore()).isTrue();
    assertThat(receive(pull)).isEqualTo("three");
    assertThat(pull.hasReceiveMore()).isFalse();
    assertThat(outbox.sentBytes().get()).isEqualTo(8);
  }
}
