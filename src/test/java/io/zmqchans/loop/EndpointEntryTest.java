// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which of a socket's endpoints a command or a connection means. */
class EndpointEntryTest {
  private static EndpointEntry connected(String endpoint) {
    return new EndpointEntry(false, endpoint, endpoint);
  }

  @Test
  void shouldBeKnownAsAskedForAndAsResolved() {
    EndpointEntry bound = new EndpointEntry(true, "tcp://*:*", "tcp://0.0.0.0:7");
    assertThat(bound.is(true, "tcp://*:*")).isTrue();
    assertThat(bound.is(true, "tcp://0.0.0.0:7")).isTrue();
    assertThat(bound.is(true, "tcp://0.0.0.0:8")).isFalse();
    assertThat(bound.is(false, "tcp://*:*")).isFalse();
    assertThat(connected("tcp://a:7").is(false, "tcp://a:7")).isTrue();
    assertThat(connected("tcp://a:7").is(true, "tcp://a:7")).isFalse();
  }

  @Test
  void shouldBeEitherIfItIsAReadyMadeOnes() {
    EndpointEntry found = new EndpointEntry(true, null, "tcp://0.0.0.0:7");
    assertThat(found.isOf(true)).isTrue();
    assertThat(found.isOf(false)).isTrue();
    assertThat(connected("tcp://a:7").isOf(false)).isTrue();
    assertThat(connected("tcp://a:7").isOf(true)).isFalse();
  }

  @Test
  void shouldHaveTheConnectionsOfItsAddress() {
    assertThat(connected("tcp://127.0.0.1:7").has("tcp://127.0.0.1:7")).isTrue();
    assertThat(connected("tcp://127.0.0.1:7").has("tcp://127.0.0.2:7")).isFalse();
    assertThat(connected("tcp://[::1]:7").has("tcp://[::2]:7")).isFalse();
  }

  @Test
  void shouldHaveTheConnectionsOfThePortOfAName() {
    assertThat(connected("tcp://localhost:7").has("tcp://127.0.0.1:7")).isTrue();
    assertThat(connected("tcp://localhost:7").has("tcp://127.0.0.1:77")).isFalse();
    assertThat(connected("inproc://a:7").has("tcp://127.0.0.1:7")).isFalse();
    assertThat(new EndpointEntry(true, "tcp://lo:7", "tcp://lo:7").has("tcp://127.0.0.1:7"))
        .as("what is bound is resolved")
        .isFalse();
  }
}
