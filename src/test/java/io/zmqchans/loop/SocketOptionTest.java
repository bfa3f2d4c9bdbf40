// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** The table of options against real JeroMQ sockets. */
class SocketOptionTest {
  private static final List<String> TYPES =
      List.of(
          "pair", "pub", "sub", "req", "rep", "dealer", "router", "xpub", "xsub", "pull", "push",
          "stream");

  private final ZMQ.Context context = ZMQ.context(1);

  @AfterEach
  void close() {
    context.close();
  }

  static Stream<SocketOption> settable() {
    return Arrays.stream(SocketOption.values()).filter(SocketOption::settableInConfig);
  }

  static Stream<SocketOption> withDefault() {
    return Arrays.stream(SocketOption.values()).filter(o -> o.readable() && o.byDefault() != null);
  }

  static Stream<SocketOption> notSettable() {
    return Arrays.stream(SocketOption.values()).filter(o -> !o.settableInConfig());
  }

  @ParameterizedTest
  @MethodSource("settable")
  void shouldSetAndReadBackOnEverySocketTypeItAppliesTo(SocketOption option) {
    Object json = legalValue(option);
    List<String> types = TYPES.stream().filter(option::appliesTo).toList();
    assertThat(types).isNotEmpty();
    for (String type : types) {
      try (ZMQ.Socket socket = socket(type)) {
        option.set(socket, option.check(json));
        if (option.readable()) {
          assertThat(option.get(socket)).as(type).isEqualTo(json);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("withDefault")
  void shouldHaveTheDefaultItSays(SocketOption option) {
    try (ZMQ.Socket socket = socket("dealer")) {
      assertThat(option.get(socket)).isEqualTo(option.byDefault());
    }
  }

  @ParameterizedTest
  @EnumSource(SocketOption.class)
  void shouldBeFoundByItsName(SocketOption option) {
    assertThat(SocketOption.of(option.optionName())).isSameAs(option);
    assertThat(UnsupportedOption.names()).doesNotContain(option.optionName());
  }

  @ParameterizedTest
  @CsvSource({
    "identity, ROUTING_ID",
    "connect_rid, CONNECT_ROUTING_ID",
    "delay_attach_on_connect, IMMEDIATE"
  })
  void shouldBeFoundByItsAlias(String alias, SocketOption option) {
    assertThat(SocketOption.of(alias)).isSameAs(option);
  }

  @Test
  void shouldQueueForAnUnfinishedConnectionOnlyIfNotImmediate() {
    assertThat(sendsWithoutPeer(false)).isTrue();
    assertThat(sendsWithoutPeer(0)).isTrue();
    assertThat(sendsWithoutPeer(true)).isFalse();
    assertThat(sendsWithoutPeer(1)).isFalse();
  }

  private boolean sendsWithoutPeer(Object immediate) {
    try (ZMQ.Socket push = socket("push")) {
      SocketOption.LINGER.set(push, SocketOption.LINGER.check(0));
      SocketOption.IMMEDIATE.set(push, SocketOption.IMMEDIATE.check(immediate));
      push.connect("tcp://127.0.0.1:1");
      return push.send("x", ZMQ.DONTWAIT);
    }
  }

  @Test
  void shouldFailForAnUnknownPeerOfAMandatoryRouter() {
    try (ZMQ.Socket router = socket("router")) {
      assertThat(router.send("nobody", ZMQ.SNDMORE | ZMQ.DONTWAIT)).isTrue();
      assertThat(router.send("lost", ZMQ.DONTWAIT)).isTrue();
      SocketOption.ROUTER_MANDATORY.set(router, true);
      assertThatExceptionOfType(ZMQException.class)
          .isThrownBy(() -> router.send("nobody", ZMQ.SNDMORE | ZMQ.DONTWAIT))
          .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(ZMQ.Error.EHOSTUNREACH.getCode()));
    }
  }

  @Test
  void shouldReadWhatIsReadOnly() {
    try (ZMQ.Socket dealer = socket("dealer")) {
      assertThat(SocketOption.LAST_ENDPOINT.get(dealer)).isEqualTo("");
      int port = dealer.bindToRandomPort("tcp://127.0.0.1");
      assertThat(SocketOption.LAST_ENDPOINT.get(dealer)).isEqualTo("tcp://127.0.0.1:" + port);
      assertThat(SocketOption.TYPE.get(dealer)).isEqualTo("dealer");
      assertThat(SocketOption.MECHANISM.get(dealer)).isEqualTo("null");
      assertThat(SocketOption.RCVMORE.get(dealer)).isEqualTo(false);
      assertThat(SocketOption.EVENTS.get(dealer)).isEqualTo(0);
    }
  }

  @Test
  void shouldShowAPublicKeyInZ85AndNoSecret() {
    ZMQ.Curve.KeyPair keys = ZMQ.Curve.generateKeyPair();
    try (ZMQ.Socket dealer = socket("dealer")) {
      dealer.setCurvePublicKey(keys.publicKey.getBytes(ZMQ.CHARSET));
      assertThat(SocketOption.CURVE_PUBLICKEY.get(dealer)).isEqualTo(keys.publicKey);
      for (String secret : List.of("curve_secretkey", "plain_password")) {
        SocketOption option = SocketOption.of(secret);
        assertThat(option.readable()).isFalse();
        assertThatExceptionOfType(UnsupportedOperationException.class)
            .isThrownBy(() -> option.get(dealer));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> option.check("hunter2"))
            .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
      }
    }
  }

  @Test
  void shouldKeepABinaryRoutingId() {
    byte[] id = {(byte) 0xff, 0, 1};
    try (ZMQ.Socket dealer = socket("dealer")) {
      SocketOption.ROUTING_ID.set(dealer, SocketOption.ROUTING_ID.check(id));
      assertThat(SocketOption.ROUTING_ID.get(dealer)).isEqualTo(id);
    }
  }

  @Test
  void shouldTakeTheSystemsBufferSizeForMinusOne() {
    try (ZMQ.Socket dealer = socket("dealer")) {
      SocketOption.SNDBUF.set(dealer, 4096);
      SocketOption.SNDBUF.set(dealer, SocketOption.SNDBUF.check(-1));
      assertThat(dealer.getSendBufferSize()).isZero();
    }
  }

  @Test
  void shouldTakeAnIntegerWhereJeroMqWantsALong() {
    assertThat(SocketOption.MAXMSGSIZE.check(1000)).isEqualTo(1000L);
    assertThat(SocketOption.SNDHWM.check(1000L)).isEqualTo(1000);
  }

  @ParameterizedTest
  @MethodSource("unsupported")
  void shouldRefuseWithAReasonWhatJeroMqLacks(String name) {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> SocketOption.of(name))
        .withMessageContaining(name)
        .satisfies(e -> assertThat(e.getMessage().length()).isGreaterThan(name.length() + 40));
  }

  static Stream<String> unsupported() {
    return UnsupportedOption.names().stream();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tos", "connect_timeout", "socks_proxy", "multicast_hops", "gssapi_server", "fd"})
  void shouldKnowTheNamesThatLibzmqHasAndJeroMqLacks(String name) {
    assertThat(UnsupportedOption.reason(name)).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "lingr, linger",
    "LINGER, linger",
    "ZMQ_RCVHWM, rcvhwm",
    "snd_hwm, sndhwm",
    "max_msg_size, maxmsgsize",
    "router_mandatry, router_mandatory"
  })
  void shouldSuggestTheNearestName(String wrong, String right) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SocketOption.of(wrong))
        .withMessage("unknown option '" + wrong + "'; did you mean '" + right + "'?");
  }

  @Test
  void shouldSuggestNothingForANameLikeNoOther() {
    for (String name : new String[] {"x", "", "colour_of_the_frames"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SocketOption.of(name))
          .withMessage("unknown option '" + name + "'");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> SocketOption.of(null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SocketOption.of("y".repeat(1_000_000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(100));
  }

  static Stream<Object[]> wrongValues() {
    return Stream.of(
        refused("linger", -2, "found -2, allowed is a whole number from -1 to 2147483647 (ms)"),
        refused("linger", 1.0, "found 1.0, allowed is a whole number"),
        refused("linger", 3_000_000_000L, "found 3000000000, allowed"),
        refused("linger", "soon", "found the string 'soon'"),
        refused("linger", true, "found true"),
        refused("linger", null, "found null"),
        refused("linger", Map.of("a", 1), "found {a=1}"),
        refused("maxmsgsize", -1, "found -1, allowed is a whole number from 1 to 2147483583"),
        refused("maxmsgsize", 0, "found 0"),
        refused("reconnect_ivl", 0, "from 1 to 1073741823 (ms); JeroMQ never reconnects with 0"),
        refused("reconnect_ivl", -1, "found -1"),
        refused("tcp_keepalive", 2, "from -1 to 1"),
        refused("immediate", 2, "found 2, allowed is true or false (1 or 0)"),
        refused("immediate", "true", "found the string 'true'"),
        refused("heartbeat_ttl", 655_400, "from 0 to 655399 (ms)"),
        refused("routing_id", "", "a string or a byte[] of 1 to 255 bytes"),
        refused("routing_id", "é".repeat(128), "(128 characters)"),
        refused("routing_id", new byte[256], "found a byte[256]"),
        refused("routing_id", "\0a", "no zero byte at the start"),
        refused("connect_routing_id", "\0a", "no zero byte at the start"),
        refused("connect_routing_id", new byte[] {1}, "a string of 1 to 255 bytes"));
  }

  private static Object[] refused(String option, Object found, String message) {
    return new Object[] {option, found, message};
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void shouldSayWhatWasFoundAndWhatIsAllowed(String option, Object found, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SocketOption.of(option).check(found))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @MethodSource("notSettable")
  void shouldRefuseWhatIsReadOnlyOrBelongsToAnotherKey(SocketOption option) {
    assertThat(option.settableAtRuntime()).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> option.check("x"))
        .satisfies(e -> assertThat(e.getMessage()).matches("read-only|.* use the .*'.*'"));
  }

  @Test
  void shouldApplyToTheTypesThatLibzmqSays() {
    assertThat(SocketOption.REQ_RELAXED.appliesTo("req")).isTrue();
    assertThat(SocketOption.REQ_RELAXED.appliesTo("dealer")).isFalse();
    assertThat(SocketOption.SNDHWM.appliesTo("client")).isTrue();
  }

  private ZMQ.Socket socket(String type) {
    return context.socket(SocketType.valueOf(type.toUpperCase(Locale.ROOT)));
  }

  /** A value that is legal and not the default. */
  private static Object legalValue(SocketOption option) {
    return switch (option) {
      case MAXMSGSIZE -> 1_000_000L;
      case AFFINITY -> 1L;
      case HEARTBEAT_TTL -> 6000;
      case ZAP_DOMAIN -> "hello";
      case TCP_KEEPALIVE -> 1;
      default ->
          option.allowed().startsWith("a whole number")
              ? (Object) 17
              : option.allowed().startsWith("a string") ? "héllo" : (Object) true;
    };
  }
}
