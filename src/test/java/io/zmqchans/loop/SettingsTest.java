// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.zmqchans.ZmqFailure;
import org.junit.jupiter.api.Test;

/** The options of real sockets by name. */
class SettingsTest extends LoopSocketFixture {
  private Settings settings(SocketKind kind) {
    return new Settings(socket(kind), kind);
  }

  @Test
  void shouldSetBeforeAndChangeAfterwards() {
    Settings push = settings(SocketKind.PUSH);
    push.set("sndhwm", 17);
    assertThat(push.get("sndhwm")).isEqualTo(17);
    assertThat(push.change("linger", 18)).isEqualTo(18);
    assertThat(push.get("linger")).isEqualTo(18);
  }

  @Test
  void shouldRememberWhatJeroMqDoesNotTell() {
    Settings router = settings(SocketKind.ROUTER);
    assertThat(router.get("router_mandatory")).isEqualTo(false);
    router.set("fail_unroutable", true);
    assertThat(router.get("router_mandatory")).isEqualTo(true);
    assertThat(router.change("router_mandatory", false)).isEqualTo(false);
  }

  @Test
  void shouldSayOfWhichOptionAValueIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(SocketKind.PUSH).set("linger", -2))
        .withMessageStartingWith("option linger = -2: found -2, allowed is");
  }

  @Test
  void shouldHaveTheTypeItIsConfiguredAs() {
    assertThat(settings(SocketKind.SCATTER).get("type")).isEqualTo("scatter");
    assertThat(settings(SocketKind.PUSH).get("type")).isEqualTo("push");
  }

  @Test
  void shouldRefuseAWrongChange() {
    Settings push = settings(SocketKind.PUSH);
    refused(
        ZmqFailure.WRONG_STATE,
        () -> push.change("sndhwm", 1),
        "option sndhwm can't be set now, only before bind and connect: 0: no limit");
    refused(
        ZmqFailure.BAD_COMMAND,
        () -> push.change("backlog", 0),
        "option backlog: found 0, allowed is a whole number from 1 to 2147483647 (connections)");
  }

  @Test
  void shouldRefuseAnOptionThatItDoesNotHave() {
    Settings push = settings(SocketKind.PUSH);
    refused(
        ZmqFailure.UNSUPPORTED,
        () -> push.get("req_relaxed"),
        "option req_relaxed: a push socket doesn't have it");
    refused(
        ZmqFailure.UNSUPPORTED,
        () -> push.get("hwm"),
        "option hwm: option 'hwm' is not supported: use 'sndhwm' and 'rcvhwm'");
    refused(
        ZmqFailure.BAD_COMMAND,
        () -> push.get("lingr"),
        "unknown option 'lingr'; did you mean 'linger'?");
    refused(
        ZmqFailure.UNSUPPORTED,
        () -> push.get("curve_secretkey"),
        "option curve_secretkey can't be read: use the socket's key 'curve'");
  }
}
