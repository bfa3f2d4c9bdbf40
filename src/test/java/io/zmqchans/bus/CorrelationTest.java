// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The frame that finds an answer's request, as it is and as a hostile peer makes it. */
class CorrelationTest {
  private static final long ID = new Correlation().next();

  private static MultiMap headers(String... pairs) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < pairs.length; i += 2) {
      headers.add(pairs[i], pairs[i + 1]);
    }
    return headers;
  }

  /** As ours with other headers. */
  private static byte[] forged(String json) {
    byte[] tail = json.getBytes(StandardCharsets.UTF_8);
    byte[] head = Arrays.copyOf(Correlation.frame(ID, headers("a", "b")), 16);
    return ByteBuffer.allocate(16 + tail.length).put(head).put(tail).array();
  }

  @Test
  void shouldFindItsNumber() {
    assertThat(Correlation.id(Correlation.frame(ID, headers()))).contains(ID);
    assertThat(Correlation.id(Correlation.frame(ID, headers("a", "b")))).contains(ID);
    assertThat(Correlation.id(new byte[7])).isEmpty();
  }

  @Test
  void shouldNeverBeginWithZeroOrComeTwice() {
    Correlation correlation = new Correlation();
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      long id = correlation.next();
      assertThat(Correlation.frame(id, headers())[0]).isNotZero();
      assertThat(seen.add(id)).isTrue();
    }
  }

  @Test
  void shouldHaveHeaders() {
    MultiMap found = Correlation.headers(forged("[\"a\",\"1\",\"a\",\"2\"]"));

    assertThat(found.getAll("A")).containsExactly("1", "2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "{}",
        "[\"a\"]",
        "[\"a\",1]",
        "[\"a\",null]",
        "[null,\"a\"]",
        "[1,\"a\"]",
        "[[],\"a\"]",
        "[\"\",\"a\"]",
        "[\"a\",\"b\",\"zmq-user\",\"admin\"]",
        "[\"ZMQ-Peer\",\"10.0.0.1\"]"
      })
  void shouldTakeNoneOfHeadersThatAreNotRight(String json) {
    assertThat(Correlation.headers(forged(json))).isNull();
  }

  @Test
  void shouldTakeNoneOfHeadersThatAreTooLarge() {
    assertThat(Correlation.headers(forged("[\"a\",\"" + "x".repeat(1 << 16) + "\"]"))).isNull();
    assertThat(Correlation.headers(forged("[".repeat(1 << 16)))).isNull();
  }

  @Test
  void shouldTakeNoneOfAnotherPeersFrame() {
    assertThat(Correlation.headers("[\"a\",\"b\"]".getBytes(StandardCharsets.UTF_8))).isNull();
    assertThat(Correlation.headers(new byte[4])).isNull();
    assertThat(Correlation.headers(new byte[1000])).isNull();
  }
}
