// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmqchans.ZmqFailure;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeromq.ZMQException;
import zmq.ZError;
import zmq.util.Errno;

/** What may be an endpoint, and what is said of what failed. */
class EndpointTest {
  private static void refused(ZmqFailure failure, ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .satisfies(e -> assertThat(ZmqFailure.of(e)).isEqualTo(failure))
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "bind, tcp://*:*, tcp",
    "bind, tcp://127.0.0.1:0, tcp",
    "connect, tcp://localhost:07, tcp",
    "bind, inproc://a, inproc",
    "connect, inproc://*:0, inproc",
    "connect, ipc://a, ipc"
  })
  void shouldHaveATransport(String what, String endpoint, String transport) {
    assertThat(Endpoint.transport(what, endpoint)).isEqualTo(transport);
  }

  @ParameterizedTest
  @CsvSource({"bind, tcp://", "connect, inproc://", "bind, ://a", "bind, a", "connect, http://a"})
  void shouldRefuseWhatHasNoTransportOrNoAddress(String what, String endpoint) {
    refused(
        ZmqFailure.BAD_ENDPOINT,
        () -> Endpoint.transport(what, endpoint),
        what + " " + endpoint + ": allowed are tcp://, inproc:// and ipc:// with an address");
  }

  @Test
  void shouldRefuseATransportThatJeroMqLacks() {
    refused(
        ZmqFailure.UNSUPPORTED,
        () -> Endpoint.transport("bind", "ws://a"),
        "bind ws://a: JeroMQ 0.6.0 has no transport ws; allowed are tcp, inproc, ipc");
  }

  @ParameterizedTest
  @CsvSource({"tcp://*", "tcp://a:", "tcp://a:b"})
  void shouldRefuseABindToNoPort(String endpoint) {
    refused(
        ZmqFailure.BAD_ENDPOINT,
        () -> Endpoint.transport("bind", endpoint),
        "bind " + endpoint + ": allowed is tcp://HOST:PORT, the port a number or *");
  }

  @ParameterizedTest
  @CsvSource({"tcp://*:7", "tcp://a:0", "tcp://:7", "tcp://a:*"})
  void shouldRefuseAConnectToNowhere(String endpoint) {
    refused(
        ZmqFailure.BAD_ENDPOINT,
        () -> Endpoint.transport("connect", endpoint),
        "connect " + endpoint + ": allowed is tcp://HOST:PORT, the host not *, the port not 0");
  }

  @Test
  void shouldSayWhatJeroMqSaid() {
    refused(
        ZmqFailure.BAD_ENDPOINT,
        () ->
            Endpoint.call(
                "bind",
                "tcp://a:7",
                () -> {
                  throw new ZMQException(ZError.EADDRINUSE);
                }),
        "bind tcp://a:7: Address already in use");
    refused(
        ZmqFailure.BAD_ENDPOINT,
        () ->
            Endpoint.call(
                "bind",
                "tcp://a:7",
                () -> {
                  throw new IllegalArgumentException("as it is meant to");
                }),
        "bind tcp://a:7: as it is meant to");
    refused(
        ZmqFailure.BAD_ENDPOINT,
        () -> Endpoint.call("bind", "tcp://a:7", () -> false),
        "bind tcp://a:7: refused by ZeroMQ");
  }

  @Test
  void shouldGiveAnInterruptBackThatJeroMqTook() {
    Errno errno = new Errno();
    errno.set(ZError.EINTR);
    try {
      Endpoint.call("bind", "tcp://a:7", () -> true);
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      errno.set(0);
    }
    Endpoint.call("bind", "tcp://a:7", () -> true);
    assertThat(Thread.interrupted()).isFalse();
  }
}
