// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.zmqchans.support.Node;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages on the event bus of one node, and the bytes they are between nodes. */
class ZmqMessageCodecTest {
  private static final ZmqMessageCodec CODEC = ZmqMessageCodec.INSTANCE;
  private static final int FUZZ_ROUNDS = 200_000;
  private static final long FUZZ_SEED = 20_260_101;

  static Stream<ZmqMessage> messages() {
    byte[] large = new byte[100_000];
    new Random(1).nextBytes(large);
    Object[] many = new Object[1000];
    Arrays.setAll(many, i -> "frame " + i);
    return Stream.of(
        ZmqMessage.of("a"),
        ZmqMessage.of(""),
        ZmqMessage.of("", "", ""),
        ZmqMessage.of(new byte[] {0, 0, 0, 1}, "grüße"),
        ZmqMessage.of(large),
        ZmqMessage.of(many));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void shouldComeBackFromTheWire(ZmqMessage message) {
    assertThat(CODEC.decodeFromWire(0, wire(message))).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void shouldComeBackFromTheMiddleOfALargerBuffer(ZmqMessage message) {
    Buffer larger = Buffer.buffer("what was before");
    int start = larger.length();
    CODEC.encodeToWire(larger, message);
    larger.appendString("what comes after");

    assertThat(CODEC.decodeFromWire(start, larger)).isEqualTo(message);
  }

  @Test
  void shouldWriteCountLengthsAndBytesBigEndian() {
    assertThat(wire(ZmqMessage.of("ab", "", "c")).getBytes())
        .containsExactly(0, 0, 0, 3, 0, 0, 0, 2, 'a', 'b', 0, 0, 0, 0, 0, 0, 0, 1, 'c');
  }

  @Test
  void shouldNotChangeWithTheWireItWasReadFrom() {
    Buffer wire = wire(ZmqMessage.of("abc"));
    ZmqMessage message = CODEC.decodeFromWire(0, wire);

    wire.setBytes(0, new byte[wire.length()]);

    assertThat(message).isEqualTo(ZmqMessage.of("abc"));
  }

  @Test
  void shouldBeCalledZmqOnTheWire() {
    assertThat(CODEC.name()).isEqualTo("zmq").isEqualTo(ZmqMessageCodec.NAME);
    assertThat(CODEC.systemCodecID()).isEqualTo((byte) -1);
  }

  @Test
  void shouldTravelByReferenceOnOneNode() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      ZmqMessageCodec.register(vertx);
      ZmqMessage message = ZmqMessage.of("a", "b");

      assertThat(sentAndReceived(vertx, message)).isSameAs(message);
    } finally {
      Node.await(vertx.close());
    }
  }

  @Test
  void shouldTakeFurtherRegistrationsForDone() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      for (int i = 0; i < 3; i++) {
        ZmqMessageCodec.register(vertx);
      }

      assertThat(sentAndReceived(vertx, ZmqMessage.of("a"))).isEqualTo(ZmqMessage.of("a"));
    } finally {
      Node.await(vertx.close());
    }
  }

  @Test
  void shouldRegisterOnceWhenSeveralThreadsDo() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      CyclicBarrier together = new CyclicBarrier(4);
      BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
      for (int i = 0; i < 4; i++) {
        new Thread(() -> outcomes.add(register(vertx, together))).start();
      }

      for (int i = 0; i < 4; i++) {
        assertThat(Node.next(outcomes)).isEqualTo("registered");
      }
      assertThat(sentAndReceived(vertx, ZmqMessage.of("a"))).isEqualTo(ZmqMessage.of("a"));
    } finally {
      Node.await(vertx.close());
    }
  }

  private static String register(Vertx vertx, CyclicBarrier together) {
    try {
      together.await(10, TimeUnit.SECONDS);
      ZmqMessageCodec.register(vertx);
      return "registered";
    } catch (Exception | Error e) {
      return e.toString();
    }
  }

  private static Object sentAndReceived(Vertx vertx, ZmqMessage message) {
    BlockingQueue<Object> bodies = new LinkedBlockingQueue<>();
    Node.await(
        vertx.eventBus().consumer("address", received -> bodies.add(received.body())).completion());
    vertx.eventBus().send("address", message);
    return Node.next(bodies);
  }

  @Test
  void shouldRefuseEveryTruncation() {
    Buffer whole = wire(ZmqMessage.of("abc", "", new byte[300], "d"));
    for (int length = 0; length < whole.length(); length++) {
      Buffer part = whole.getBuffer(0, length);
      assertThatIllegalArgumentException()
          .as("%d of %d bytes", length, whole.length())
          .isThrownBy(() -> CODEC.decodeFromWire(0, part));
    }
  }

  @ParameterizedTest
  @CsvSource({"-1", "-2147483648", "3", "4", "100", "2147483647"})
  void shouldRefuseAStartOutsideTheBuffer(int start) {
    Buffer wire = Buffer.buffer(new byte[3]);

    assertThatIllegalArgumentException().isThrownBy(() -> CODEC.decodeFromWire(start, wire));
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "-2147483648", "3", "1073741824", "2147483647"})
  void shouldRefuseACountThatCannotBeWithoutMakingRoomForIt(int count) {
    Buffer wire = Buffer.buffer().appendInt(count).appendInt(0).appendInt(0);

    refusedCheaply(wire, Integer.toString(count));
  }

  @ParameterizedTest
  @CsvSource({"-1", "-2147483648", "6", "1073741824", "2147483647"})
  void shouldRefuseALengthThatCannotBeWithoutMakingRoomForIt(int length) {
    Buffer wire = Buffer.buffer().appendInt(1).appendInt(length).appendString("12345");

    refusedCheaply(wire, Integer.toString(length));
  }

  private static void refusedCheaply(Buffer wire, String found) {
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = memory.getCurrentThreadAllocatedBytes();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.decodeFromWire(0, wire))
        .withMessageContaining(found);
    assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(64 << 20);
  }

  @Test
  void shouldMakeAMessageOfRandomBytesOrRefuseThem(TestReporter reporter) {
    reporter.publishEntry("seed", Long.toString(FUZZ_SEED));
    Random random = new Random(FUZZ_SEED);
    int valid = 0;
    for (int round = 0; round < FUZZ_ROUNDS; round++) {
      Buffer wire = mutated(random);
      try {
        ZmqMessage message = CODEC.decodeFromWire(0, wire);
        Buffer again = wire(message);
        if (!again.equals(wire.getBuffer(0, again.length()))) {
          throw new AssertionError("read " + message + " of " + wire);
        }
        valid++;
      } catch (IllegalArgumentException refused) {
        // That is one of the two.
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + FUZZ_SEED + ", round " + round + ": " + e, e);
      }
    }
    assertThat(valid).isBetween(FUZZ_ROUNDS / 100, FUZZ_ROUNDS * 99 / 100);
  }

  private static Buffer mutated(Random random) {
    Object[] frames = new Object[1 + random.nextInt(4)];
    Arrays.setAll(frames, i -> new byte[random.nextInt(8)]);
    byte[] bytes = wire(ZmqMessage.of(frames)).getBytes();
    for (int n = random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) random.nextInt(256);
            case 1 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
            case 2 -> (byte) random.nextInt(4);
            default -> (byte) (bytes[at] - 1);
          };
    }
    int length = random.nextInt(4) > 0 ? bytes.length : random.nextInt(bytes.length + 8);
    return Buffer.buffer(Arrays.copyOf(bytes, length));
  }

  private static Buffer wire(ZmqMessage message) {
    Buffer wire = Buffer.buffer();
    CODEC.encodeToWire(wire, message);
    return wire;
  }
}
