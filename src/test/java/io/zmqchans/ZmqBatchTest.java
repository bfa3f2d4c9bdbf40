// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.vertx.core.buffer.Buffer;
import io.zmqchans.support.Messages;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A batch, and the bytes it is between nodes. */
class ZmqBatchTest {
  private static final ZmqBatchCodec CODEC = ZmqBatchCodec.INSTANCE;
  private static final int FUZZ_ROUNDS = 50_000;

  private final List<ZmqMessage> messages = Messages.shapes();

  private static Buffer wire(ZmqBatch batch) {
    Buffer wire = Buffer.buffer();
    CODEC.encodeToWire(wire, batch);
    return wire;
  }

  @Test
  void shouldHaveItsMessagesInTheirOrder() {
    ZmqBatch batch = ZmqBatch.of(messages);

    assertThat(batch).containsExactlyElementsOf(messages);
    assertThat(batch.size()).isEqualTo(messages.size());
    assertThat(batch.get(1)).isSameAs(messages.get(1));
    assertThat(batch)
        .isEqualTo(ZmqBatch.of(messages.toArray(ZmqMessage[]::new)))
        .hasSameHashCodeAs(ZmqBatch.of(messages))
        .isNotEqualTo(ZmqBatch.of(messages.get(0)));
  }

  @Test
  void shouldNotChange() {
    List<ZmqMessage> given = new ArrayList<>(messages);
    ZmqBatch batch = ZmqBatch.of(given);
    given.clear();

    assertThat(batch).hasSize(messages.size());
    Iterator<ZmqMessage> iterator = batch.iterator();
    iterator.next();
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(iterator::remove);
  }

  @Test
  void shouldRefuseToBeEmptyOrToHoldNull() {
    assertThatIllegalArgumentException().isThrownBy(ZmqBatch::of).withMessageContaining("one");
    assertThatIllegalArgumentException().isThrownBy(() -> ZmqBatch.of(List.of()));
    assertThatNullPointerException().isThrownBy(() -> ZmqBatch.of((ZmqMessage) null));
  }

  @Test
  void shouldPrintItsSizeAndItsFirstMessage() {
    assertThat(ZmqBatch.of(ZmqMessage.of("a"), ZmqMessage.of("b")))
        .hasToString("ZmqBatch[2 messages, ZmqMessage[\"a\"], …]");
  }

  @Test
  void shouldComeBackFromTheMiddleOfAWire() {
    ZmqBatch batch = ZmqBatch.of(messages);
    Buffer wire = Buffer.buffer("before").appendBuffer(wire(batch)).appendString("after");

    assertThat(CODEC.decodeFromWire(6, wire)).isEqualTo(batch);
    assertThat(CODEC.transform(batch)).isSameAs(batch);
  }

  @ParameterizedTest(name = "{0} messages")
  @CsvSource({"0", "-1", "3", "1000000", "2147483647"})
  void shouldRefuseACountThatDoesNotFit(int count) {
    Buffer wire = wire(ZmqBatch.of(ZmqMessage.of("a"), ZmqMessage.of("b"))).setInt(0, count);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.decodeFromWire(0, wire))
        .withMessageContaining("fit");
  }

  @Test
  void shouldRefuseAWireThatEnds() {
    byte[] wire = wire(ZmqBatch.of(ZmqMessage.of("abc"), ZmqMessage.of("d", "e"))).getBytes();

    for (int length = 0; length < wire.length; length++) {
      Buffer cut = Buffer.buffer().appendBytes(wire, 0, length);
      assertThatIllegalArgumentException().isThrownBy(() -> CODEC.decodeFromWire(0, cut));
    }
  }

  @Test
  void shouldSurviveAnyBytes() {
    Random random = new Random(7);
    byte[] valid = wire(ZmqBatch.of(Messages.numbered(20))).getBytes();
    for (int i = 0; i < FUZZ_ROUNDS; i++) {
      byte[] wire = valid.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        wire[random.nextInt(wire.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(CODEC.decodeFromWire(0, Buffer.buffer(wire)).size()).isPositive();
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageMatching(".* (fit|end) .*");
      }
    }
  }
}
