// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmqchans.ZmqFailure;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;

/** The groups of a real socket. */
class GroupsTest {
  private final ZContext context = new ZContext();
  private final Groups dish = groups(SocketType.DISH, SocketKind.DISH);

  private Groups groups(SocketType type, SocketKind kind) {
    return new Groups(context.createSocket(type), kind);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private static void refused(ZmqFailure failure, ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .satisfies(e -> assertThat(ZmqFailure.of(e)).isEqualTo(failure))
        .hasMessageStartingWith(message);
  }

  @Test
  void shouldKnowHowAGroupMayBeCalled() {
    assertThat(Groups.isName("a")).isTrue();
    assertThat(Groups.isName("\1 ~\177")).isTrue();
    assertThat(Groups.isName("g".repeat(255))).isTrue();
    assertThat(Groups.isName("")).isFalse();
    assertThat(Groups.isName("g".repeat(256))).isFalse();
    assertThat(Groups.isName("a\0")).isFalse();
    assertThat(Groups.isName("a\u0080")).isFalse();
  }

  @Test
  void shouldJoinAndLeaveOnce() {
    dish.join("a");
    dish.join("b");
    refused(ZmqFailure.WRONG_STATE, () -> dish.join("a"), "join a: that is joined already");
    dish.leave("a");
    refused(ZmqFailure.WRONG_STATE, () -> dish.leave("a"), "leave a: that isn't joined, but [b]");
    dish.join("a");
  }

  @Test
  void shouldBeADishs() {
    Groups sub = groups(SocketType.SUB, SocketKind.SUB);
    refused(
        ZmqFailure.UNSUPPORTED,
        () -> sub.join("a"),
        "join a: only a dish socket has groups, this is a sub");
    refused(
        ZmqFailure.UNSUPPORTED,
        () -> sub.leave("a"),
        "leave a: only a dish socket has groups, this is a sub");
  }

  @Test
  void shouldNotLoseAGroupToAConnectThatComesTooEarly() {
    dish.requireNone("inproc://nowhere");
    dish.join("a");
    refused(
        ZmqFailure.WRONG_STATE,
        () -> dish.requireNone("inproc://nowhere"),
        "connect inproc://nowhere: nothing is bound there yet, so JeroMQ would lose one of the groups [a]");
  }
}
