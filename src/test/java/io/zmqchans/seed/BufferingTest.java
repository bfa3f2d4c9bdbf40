// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenSocket;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** buffering-test-1 and -2: messages of many frames wait for their peer, and all arrive. */
class BufferingTest extends SeedFixture {
  private static final int MESSAGES = 500;
  private static final int FRAMES = 20;

  private static ZmqMessage message(int i) {
    return ZmqMessage.of(Collections.nCopies(FRAMES, Integer.toString(i)).toArray());
  }

  private static void sendAll(OpenSocket from) {
    for (int i = 0; i < MESSAGES; i++) {
      from.submit(message(i));
    }
  }

  private static void receiveAll(OpenSocket at) {
    for (int i = 0; i < MESSAGES; i++) {
      assertThat(at.receive()).isEqualTo(message(i));
    }
    assertThat(at.figure("received")).isEqualTo(MESSAGES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"inproc://later", "tcp://127.0.0.1"})
  void shouldKeepWhatIsSentBeforeThePeerBinds(String endpoint) {
    OpenContext context = context();
    String free = endpoint.startsWith("tcp") ? endpoint + ":" + Leaks.freePort() : endpoint;
    OpenSocket sender = context.socket("dealer", "connect", free);
    sendAll(sender);
    OpenSocket receiver = context.socket("dealer");
    receiver.bind(free);
    receiveAll(receiver);
  }

  @ParameterizedTest
  @ValueSource(strings = {"inproc://sooner", WILDCARD})
  void shouldKeepWhatIsSentOnceThePeerConnected(String endpoint) {
    OpenContext context = context();
    OpenSocket sender = context.socket("dealer", "bind", endpoint);
    OpenSocket receiver = context.socket("dealer").connect(sender);
    sendAll(sender);
    receiveAll(receiver);
  }

  @ParameterizedTest
  @ValueSource(strings = {"inproc://small", WILDCARD})
  void shouldKeepMoreThanTheHighWaterMarksTake(String endpoint) {
    OpenContext context = context();
    Object small = json("sndhwm", 2, "rcvhwm", 1);
    OpenSocket sender = context.socket("dealer", "bind", endpoint, "options", small);
    sendAll(sender);
    assertThat(sender.figure("refused")).isZero();
    receiveAll(context.socket("dealer", "options", small).connect(sender));
    assertThat(sender.figure("pending")).isZero();
  }
}
