// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.FailedDeployment;
import io.zmqchans.support.Leaks;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An endpoint that can't be had fails the deployment with one message, and nothing stays. */
class DeploymentFailureTest {
  /** Too long a name, so no name server has to be asked. */
  private static final String UNRESOLVABLE = "tcp://" + "x".repeat(64) + ":5555";

  private final FailedDeployment deployment = new FailedDeployment();

  @AfterEach
  void close() {
    deployment.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldFailWhenAnotherProgramHasThePort(ThreadingModel model) throws Exception {
    String endpoint = "tcp://127.0.0.1:" + Leaks.freePort();
    int port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
    try (ServerSocket taken = Leaks.listen(port)) {
      assertThat(taken.isBound()).isTrue();
      Throwable failure = deployment.fail(model, socket("bad", "dealer").put("bind", endpoint));

      assertThat(ZmqFailure.of(failure)).isEqualTo(ZmqFailure.BAD_ENDPOINT);
      assertThat(failure).hasMessage("socket 'bad': bind " + endpoint + ": Address already in use");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldFailWhenAnotherSocketHasThePort(ThreadingModel model) {
    String endpoint = deployment.endpoint();
    Throwable failure = deployment.fail(model, socket("bad", "dealer").put("bind", endpoint));

    assertThat(ZmqFailure.of(failure)).isEqualTo(ZmqFailure.BAD_ENDPOINT);
    assertThat(failure).hasMessage("socket 'bad': bind " + endpoint + ": Address already in use");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldFailWhenAnotherSocketHasTheInprocName(ThreadingModel model) {
    JsonObject twice =
        socket("bad", "dealer").put("bind", JsonArray.of("inproc://x", "inproc://x"));
    Throwable failure = deployment.fail(model, twice);

    assertThat(ZmqFailure.of(failure)).isEqualTo(ZmqFailure.BAD_ENDPOINT);
    assertThat(failure).hasMessage("socket 'bad': bind inproc://x: Address already in use");
  }

  /** Whether to bind or to connect, an endpoint, and what the message must say about it. */
  static Stream<Arguments> badEndpoints() {
    String transports = "allowed are tcp://, inproc:// and ipc://";
    String form = "allowed is tcp://HOST:PORT";
    Stream<Arguments> both =
        Stream.of("bind", "connect")
            .flatMap(
                how ->
                    Stream.of(
                        Arguments.of(how, "", transports),
                        Arguments.of(how, "127.0.0.1:5555", transports),
                        Arguments.of(how, "tcp:/127.0.0.1:5555", transports),
                        Arguments.of(how, "TCP://127.0.0.1:5555", transports),
                        Arguments.of(how, "tcp://", transports),
                        Arguments.of(how, "inproc://", transports),
                        Arguments.of(how, "carrier-pigeon://127.0.0.1:5555", transports),
                        Arguments.of(how, "tcp://127.0.0.1", form),
                        Arguments.of(how, "tcp://127.0.0.1:", form),
                        Arguments.of(how, "tcp://127.0.0.1:http", form),
                        Arguments.of(how, "tcp://127.0.0.1:-1", form),
                        Arguments.of(how, "tcp://127.0.0.1:99999", "port out of range"),
                        Arguments.of(how, UNRESOLVABLE, "host '")));
    Stream<Arguments> connects =
        Stream.of("tcp://127.0.0.1:*", "tcp://127.0.0.1:0", "tcp://*:5555")
            .map(endpoint -> Arguments.of("connect", endpoint, form));
    return withModels(Stream.concat(both, connects));
  }

  @ParameterizedTest
  @MethodSource("badEndpoints")
  void shouldFailForABadEndpoint(ThreadingModel model, String how, String endpoint, String why) {
    Throwable failure = deployment.fail(model, socket("bad", "dealer").put(how, endpoint));

    assertThat(ZmqFailure.of(failure)).isEqualTo(ZmqFailure.BAD_ENDPOINT);
    assertThat(failure)
        .hasMessageStartingWith("socket 'bad': " + how + " " + endpoint + ": " + why);
  }

  static Stream<Arguments> missingTransports() {
    return withModels(
        Stream.of("pgm", "epgm", "norm", "vmci", "ws", "wss", "udp", "tipc")
            .flatMap(
                transport ->
                    Stream.of(
                        Arguments.of("bind", transport), Arguments.of("connect", transport))));
  }

  @ParameterizedTest
  @MethodSource("missingTransports")
  void shouldFailForATransportThatJeroMqLacks(ThreadingModel model, String how, String transport) {
    String endpoint = transport + "://127.0.0.1:5555";
    Throwable failure = deployment.fail(model, socket("bad", "dealer").put(how, endpoint));

    assertThat(ZmqFailure.of(failure)).isEqualTo(ZmqFailure.UNSUPPORTED);
    assertThat(failure)
        .hasMessageStartingWith("socket 'bad': " + how + " " + endpoint + ": ")
        .hasMessageContaining("tcp, inproc, ipc");
  }

  private static Stream<Arguments> withModels(Stream<Arguments> cases) {
    return cases.flatMap(
        each ->
            Stream.of(ThreadingModel.WORKER, ThreadingModel.EVENT_LOOP)
                .map(model -> Stream.concat(Stream.of(model), Stream.of(each.get())))
                .map(all -> Arguments.of(all.toArray())));
  }
}
