// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.FloodedNode;
import io.zmqchans.support.JavaPeer;
import io.zmqchans.support.PythonPeer;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A libzmq process floods a consumer that is slower, in a JVM with too little heap to hold what
 * waits: 300 MB through 64 MB.
 */
class FloodInteropIT {
  private static final int COUNT = 300_000;
  private static final int SIZE = 1024;

  @BeforeAll
  static void needsLibzmq() {
    PythonPeer.assumeAvailable();
  }

  @ParameterizedTest
  @CsvSource({
    "send, message, 1, 20, 0",
    "request, message, 1, 0, 1",
    "publish, message, 2, 0, 0",
    "send, buffer, 1, 0, 0"
  })
  void shouldDeliverAllInOrderInLittleHeap(
      String delivery, String format, int consumers, int busyMicros, int answerMillis) {
    flood(COUNT, delivery, format, consumers, busyMicros, answerMillis);
  }

  @Tag("soak")
  @Timeout(600)
  @ParameterizedTest
  @CsvSource({
    "send, message, 1, 20, 0",
    "request, message, 1, 20, 1",
    "publish, message, 2, 20, 0",
    "send, buffer, 1, 20, 0"
  })
  void shouldDoSoForLong(
      String delivery, String format, int consumers, int busyMicros, int answerMillis) {
    flood(10 * COUNT, delivery, format, consumers, busyMicros, answerMillis);
  }

  private static void flood(
      int count, String delivery, String format, int consumers, int busyMicros, int answerMillis) {
    JsonObject pull = new JsonObject().put("delivery", delivery).put("format", format);
    List<String> jvm = List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError");
    try (ChildProcess node =
        JavaPeer.start(
            jvm, FloodedNode.class, pull.encode(), count, consumers, busyMicros, answerMillis)) {
      String[] endpoints = node.awaitLine("bound ").split(" ");
      try (ChildProcess sender = PythonPeer.start("flood.py", endpoints[0], count, SIZE);
          ZContext context = new ZContext();
          ZMQ.Socket client = context.createSocket(SocketType.REQ)) {
        client.setReceiveTimeOut(20_000);
        client.setHandshakeIvl(500); // JeroMQ loses some connects (#1022)
        client.connect(endpoints[1]);
        int answers = 0;
        while (!sender.hasLine()) {
          client.send("are you there?");
          assertThat(client.recvStr()).isEqualTo("are you there?");
          answers++;
        }
        assertThat(answers).as("answers of the other socket meanwhile").isPositive();
        double seconds = Double.parseDouble(sender.awaitLine("sent "));
        JsonObject figures = new JsonObject(node.awaitLine("done "));
        assertThat(figures.getInteger("received")).isEqualTo(count);
        assertThat(figures.getInteger("delivered")).isEqualTo(count);
        assertThat(figures.getInteger("dropped")).isZero();
        // Whoever sends faster than the consumer is slowed down, up to what the buffers hold.
        assertThat(seconds).isGreaterThan(0.8 * busyMicros * count / 1e6);
      }
    }
  }
}
