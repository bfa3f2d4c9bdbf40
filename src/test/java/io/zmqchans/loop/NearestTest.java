// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> KNOWN =
      List.of("linger", "sndhwm", "rcvhwm", "rcvbuf", "ipv6", "reconnect_ivl", "reconnect_ivl_max");

  @ParameterizedTest
  @CsvSource({
    "Linger, linger",
    "lingr, linger",
    "lingerie, linger", // two of eight letters more
    "snd_hwm, sndhwm",
    "rcvhwn, rcvhwm", // rcvbuf is as long, and farther
    "ipv, ipv6", // one of three
    "ip, ''", // two missing of two
    "ipv66, ipv6",
    "ipv666, ipv6",
    "recconnect_iivl_maaxx, ''", // four more: more than three, however long it is
    "recconnect_iivl_maax, reconnect_ivl_max",
    "reconnect_ivll, reconnect_ivl", // nearer than reconnect_ivl_max
    "reconnect_ivl_mx, reconnect_ivl_max", // nearer than reconnect_ivl, which is near, too
    "nothing, ''",
    "xyzzyx, ''", // as long as most, and like none
    "zz, ''"
  })
  void shouldFindTheNameThatWasMeant(String name, String meant) {
    assertThat(Nearest.to(name, KNOWN).orElse("")).isEqualTo(meant);
  }
}
