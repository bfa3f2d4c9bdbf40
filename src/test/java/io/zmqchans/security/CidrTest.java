// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks of addresses, and what only looks like one. */
class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,           10.255.0.1,           true",
    "10.0.0.0/8,           11.0.0.1,             false",
    "10.1.2.3,             10.1.2.3,             true",
    "10.1.2.3,             10.1.2.4,             false",
    "10.1.2.3/31,          10.1.2.2,             true",
    "0.0.0.0/0,            255.255.255.255,      true",
    "0.0.0.0/0,            ::1,                  false",
    "127.0.0.1/32,         127.0.0.1,            true",
    "::/0,                 fe80::1,              true",
    "::/0,                 1.2.3.4,              false",
    "::1,                  0:0:0:0:0:0:0:1,      true",
    "fd00::/8,             fdff::1,              true",
    "fd00::/8,             fe00::1,              false",
    "2001:db8::/33,        2001:db8:8000::1,     false",
    "fe80::/10,            fe80:0:0:0:0:0:0:1%eth0, true",
    "10.0.0.0/8,           ::ffff:10.1.2.3,      true",
    "::ffff:10.0.0.0/104,  10.1.2.3,             true",
    "::ffff:10.0.0.0/104,  11.1.2.3,             false"
  })
  void shouldContain(String block, String address, boolean contained) {
    assertThat(Cidr.parse(block).contains(Cidr.address(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/8",
        "localhost",
        "example.org",
        "example.org/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/08",
        "10.0.0.0/+8",
        "10.0.0.0/8/8",
        "10.0.0.0/99999999999",
        "10.0.0",
        "127.1",
        "1",
        "0x7f.0.0.1",
        "010.0.0.1",
        "256.0.0.1",
        "1.2.3.4.5",
        " 10.0.0.1",
        "10.0.0.1 ",
        "::/129",
        ":::",
        "1::2::3",
        "12345::",
        ".::1",
        "[::1]",
        "fe80::g",
        "a:b",
        "::ffff:10.0.0.0/95",
        "10.0.0.0/255.0.0.0",
        "*",
        "10.0.0.٣"
      })
  void shouldRefuse(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text));
  }
}
