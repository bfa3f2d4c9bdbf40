// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Node;
import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What zmqchans' set-id! and get-id do. */
class IdentityParityTest extends SeedFixture {
  private OpenContext context;
  private OpenSocket router;

  @BeforeEach
  void open() {
    context = context();
    router = context.socket("router", "bind", WILDCARD);
  }

  private static String id(OpenSocket socket) {
    return socket.command("get", "option", "routing_id").getString("value");
  }

  /** The router sees it, and reaches it by that. */
  private void assertKnownAs(String id, OpenSocket dealer) {
    dealer.connect(router).send("hello");
    assertThat(router.receive()).isEqualTo(ZmqMessage.of(id, "hello"));
    router.send(ZmqMessage.of(id, "hello yourself"));
    assertThat(dealer.receiveText()).isEqualTo("hello yourself");
  }

  @Test
  void shouldHaveTheIdOfItsConfiguration() {
    OpenSocket dealer = context.socket("dealer", "options", json("routing_id", "bob"));
    assertThat(id(dealer)).isEqualTo("bob");
    assertKnownAs("bob", dealer);
  }

  @Test
  void shouldTakeAnIdBeforeItConnects() {
    OpenSocket dealer = context.socket("dealer");
    boolean set =
        Node.await(
            context
                .verticle()
                .execute(dealer.name(), raw -> raw.setIdentity(new byte[] {'a', 'l'})));
    assertThat(set).isTrue();
    assertThat(id(dealer)).isEqualTo("al");
    assertKnownAs("al", dealer);
  }

  @Test
  void shouldHaveNoneByDefault() {
    assertThat(id(context.socket("dealer"))).isEmpty();
  }
}
