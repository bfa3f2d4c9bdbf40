// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqFailure;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ.Socket;

/** Where a ready-made socket is bound and connected to, which its owner knows, too. */
class AdoptedEndpointsTest extends LoopSocketFixture {
  private static final String TCP = "tcp://127.0.0.1:*";

  private final String elsewhere = "tcp://127.0.0.1:1";

  @Test
  void shouldGiveBackAllButWhereAReadyMadeOneWas() {
    Socket push = socket(SocketKind.PUSH);
    push.bind(TCP);
    String owners = push.getLastEndpoint();
    Endpoints adopted = loopSocket(SocketKind.PUSH, push).endpoints();
    adopted.adopt();
    adopted.bind(TCP);
    String bound = adopted.bind(TCP);
    assertThat(adopted.bound()).hasSize(3).startsWith(owners);
    adopted.giveBack();
    assertThat(adopted.all()).containsExactly(owners);
    assertThat(push.unbind(owners)).isTrue();
    assertThat(push.unbind(bound)).isFalse();
  }

  @Test
  void shouldSayWhatItsOwnerUndidAlready() {
    Socket push = socket(SocketKind.PUSH);
    Endpoints adopted = loopSocket(SocketKind.PUSH, push).endpoints();
    String bound = adopted.bind(TCP);
    adopted.connect(elsewhere);
    assertThat(push.unbind(bound)).isTrue();
    assertThat(push.disconnect(elsewhere)).isTrue();
    refused(
        ZmqFailure.BAD_ENDPOINT,
        () -> adopted.unbind(bound),
        "unbind " + bound + ": refused by ZeroMQ");
    refused(
        ZmqFailure.BAD_ENDPOINT,
        () -> adopted.disconnect(elsewhere),
        "disconnect " + elsewhere + ": refused by ZeroMQ");
  }

  @Test
  void shouldNotKnowWhereAReadyMadeOneIsThatIsNowhere() {
    Endpoints adopted = loopSocket(SocketKind.PUSH, socket(SocketKind.PUSH)).endpoints();
    adopted.adopt();
    assertThat(adopted.all()).isEmpty();
  }
}
