// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.zmqchans.ZmqMessage;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What sets the types of sockets apart. */
class SocketKindTest {
  private static String those(Predicate<SocketKind> that) {
    return Arrays.stream(SocketKind.values())
        .filter(that)
        .map(SocketKind::typeName)
        .collect(Collectors.joining(" "));
  }

  @Test
  void shouldKnowWhoOnlySends() {
    assertThat(those(kind -> !kind.receives())).isEqualTo("pub push radio scatter");
  }

  @Test
  void shouldKnowWhoOnlyReceives() {
    assertThat(those(kind -> !kind.sends())).isEqualTo("sub pull dish gather");
  }

  @Test
  void shouldKnowWhoHasOnePeer() {
    assertThat(those(SocketKind::isExclusive)).isEqualTo("pair channel");
  }

  @Test
  void shouldKnowWhoGivesItsRoutingTableAway() {
    assertThat(those(SocketKind::leaksRoutingId)).isEqualTo("router stream");
  }

  @Test
  void shouldKnowWhoTearsMessages() {
    assertThat(those(SocketKind::tearsMessages)).isEqualTo("pub xpub");
  }

  @Test
  void shouldFindEachByItsName() {
    for (SocketKind kind : SocketKind.values()) {
      assertThat(SocketKind.of(kind.typeName())).isSameAs(kind);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SocketKind.of("PULL"))
        .withMessageStartingWith("found 'PULL'; allowed is one of pair, pub, sub, req, rep, dealer")
        .withMessageEndingWith(", scatter, gather, channel");
  }

  @Test
  void shouldSayWhoseMessageDoesNotFit() {
    assertThat(SocketKind.CLIENT.misfit(ZmqMessage.of("a", "b")))
        .isEqualTo("a client's message is one frame, found 2 frames");
    assertThat(SocketKind.CLIENT.misfit(ZmqMessage.of("a"))).isNull();
  }
}
