// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first and the last value that an option takes, and what is said of it. */
class OptionLimitsTest {
  @ParameterizedTest
  @CsvSource({
    "LINGER, -1, 2147483647",
    "RCVHWM, 0, 2147483647",
    "RECONNECT_IVL, 1, 1073741823",
    "HEARTBEAT_TTL, 0, 655399",
    "TCP_KEEPALIVE, -1, 1"
  })
  void shouldTakeTheFirstAndTheLastNumber(SocketOption option, int first, int last) {
    assertThat(option.check(first)).isEqualTo(first);
    assertThat(option.check(last)).isEqualTo(last);
  }

  @ParameterizedTest
  @CsvSource({"ROUTING_ID, 1, 255", "HEARTBEAT_CONTEXT, 0, 16"})
  void shouldTakeTheShortestAndTheLongestBytes(SocketOption option, int first, int last) {
    assertThat(option.check("x".repeat(first)))
        .isEqualTo("x".repeat(first).getBytes(StandardCharsets.UTF_8));
    assertThat(option.check("x".repeat(last)))
        .isEqualTo("x".repeat(last).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shouldTakeAZeroAtTheStartOfAnythingButAnId() {
    assertThat(SocketOption.HEARTBEAT_CONTEXT.check("\0a")).isEqualTo(new byte[] {0, 'a'});
    assertThat(SocketOption.ZAP_DOMAIN.check("\0a")).isEqualTo("\0a");
  }

  @Test
  void shouldTakeAsciiOnlyForADomain() {
    assertThat(SocketOption.ZAP_DOMAIN.check("\177")).isEqualTo("\177");
    for (String domain : new String[] {"\u0080", "aü", "über"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SocketOption.ZAP_DOMAIN.check(domain))
          .withMessageContaining("ASCII only");
    }
    assertThat(SocketOption.SELFADDR_PROPERTY_NAME.check("ü")).isEqualTo("ü");
  }

  @Test
  void shouldShowUpTo40Characters() {
    assertThat(OptionValue.show("x".repeat(40)))
        .isEqualTo("the string '" + "x".repeat(40) + "' (40 characters)");
    assertThat(OptionValue.show("x".repeat(41)))
        .isEqualTo("the string '" + "x".repeat(40) + "…' (41 characters)");
    assertThat(UnsupportedOption.unknown("x".repeat(40), Set.of()))
        .isEqualTo("unknown option '" + "x".repeat(40) + "'");
    assertThat(UnsupportedOption.unknown("x".repeat(41), Set.of()))
        .isEqualTo("unknown option '" + "x".repeat(40) + "…'");
  }

  @Test
  void shouldSayWhatIsAllowed() {
    assertThat(SocketOption.LINGER.allowed())
        .isEqualTo("a whole number from -1 to 2147483647 (ms)");
    assertThat(SocketOption.EVENTS.allowed()).isEqualTo("read-only");
    assertThat(SocketOption.CURVE_SERVER.allowed()).isEqualTo("reserved");
  }

  @Test
  void shouldSayTheUnitAndAHint() {
    assertThat(SocketOption.LINGER.unit()).isEqualTo("ms");
    assertThat(SocketOption.LINGER.hint()).isEqualTo("never past closeTimeout");
  }
}
