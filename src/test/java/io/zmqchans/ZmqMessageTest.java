// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One message, whoever made it and whoever reads it. */
class ZmqMessageTest {
  private static final byte[] BINARY = {0, -1, 127, -128, '\n'};

  @Test
  void shouldTakeStringsAsUtf8() {
    ZmqMessage message = ZmqMessage.of("grüße €😀");

    assertThat(message.bytes(0)).isEqualTo("grüße €😀".getBytes(UTF_8));
    assertThat(message.string(0)).isEqualTo("grüße €😀");
  }

  @Test
  void shouldTakeBytesAndBuffersAsTheyAre() {
    ZmqMessage message = ZmqMessage.of(BINARY, Buffer.buffer(BINARY));

    assertThat(message.size()).isEqualTo(2);
    assertThat(message.bytes(0)).isEqualTo(BINARY);
    assertThat(message.bytes(1)).isEqualTo(BINARY);
  }

  @Test
  void shouldTakeOnlyTheSliceOfABuffer() {
    assertThat(ZmqMessage.of(Buffer.buffer("before-in-after").slice(7, 9)).string(0))
        .isEqualTo("in");
  }

  @Test
  void shouldKeepTheFramesInOrder() {
    ZmqMessage message = ZmqMessage.of("a", BINARY, "", Buffer.buffer("d"));

    assertThat(message.size()).isEqualTo(4);
    assertThat(message.frames())
        .containsExactly("a".getBytes(UTF_8), BINARY, new byte[0], "d".getBytes(UTF_8));
    assertThat(message.byteCount()).isEqualTo(1 + BINARY.length + 1);
  }

  @Test
  void shouldShowAFrameInEachForm() {
    ZmqMessage message = ZmqMessage.of("a", "bc");

    assertThat(message.string(1)).isEqualTo("bc");
    assertThat(message.bytes(1)).containsExactly('b', 'c');
    assertThat(message.buffer(1)).isEqualTo(Buffer.buffer("bc"));
  }

  @Test
  void shouldShowWhatIsNotUtf8AsReplacementCharacters() {
    assertThat(ZmqMessage.of(new byte[] {'a', (byte) 0xff}).string(0)).isEqualTo("a\ufffd");
  }

  @Test
  void shouldRefuseAMessageWithoutFrames() {
    assertThatIllegalArgumentException().isThrownBy(ZmqMessage::of).withMessageContaining("frame");
    assertThatIllegalArgumentException().isThrownBy(ZmqMessage::wrap);
  }

  @Test
  void shouldRefuseOtherTypesAndSayWhich() {
    for (Object other : new Object[] {1, 'c', List.of("a"), new Object()}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ZmqMessage.of("a", other))
          .withMessageContainingAll("frame 1", other.getClass().getName(), "String, byte[]");
    }
  }

  @Test
  void shouldRefuseNullFrames() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZmqMessage.of("a", null))
        .withMessageContainingAll("frame 1", "null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZmqMessage.wrap(new byte[1], null))
        .withMessageContaining("null");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2, Integer.MAX_VALUE})
  void shouldRefuseAnIndexWithoutAFrame(int index) {
    ZmqMessage message = ZmqMessage.of("a", "b");

    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> message.bytes(index));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> message.buffer(index));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> message.string(index));
  }

  @Test
  void shouldNotChangeWithWhatItWasMadeOf() {
    byte[] bytes = {'a'};
    Buffer buffer = Buffer.buffer("b");
    Object[] frames = {bytes, buffer, "c"};
    ZmqMessage message = ZmqMessage.of(frames);

    bytes[0] = 'x';
    buffer.setByte(0, (byte) 'x').appendString("x");
    frames[2] = "x";

    assertThat(message).isEqualTo(ZmqMessage.of("a", "b", "c"));
  }

  @Test
  void shouldNotChangeWithWhatItGaveOut() {
    ZmqMessage message = ZmqMessage.of("abc");

    message.bytes(0)[0] = 'x';
    message.buffer(0).setByte(0, (byte) 'x').appendString("x");
    message.frames().get(0)[0] = 'x';

    assertThat(message).isEqualTo(ZmqMessage.of("abc"));
  }

  @Test
  void shouldGiveOutAnUnmodifiableListOfFrames() {
    List<byte[]> frames = ZmqMessage.of("a", "b").frames();

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> frames.set(0, new byte[0]));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> frames.remove(0));
  }

  @Test
  void shouldEqualAMessageOfTheSameBytes() {
    ZmqMessage message = ZmqMessage.of("a", "b");
    ZmqMessage same = ZmqMessage.of(Buffer.buffer("a"), new byte[] {'b'});

    assertThat(message).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(new HashSet<>(Set.of(message))).contains(same);
  }

  @Test
  void shouldNotEqualAMessageOfOtherFrames() {
    ZmqMessage message = ZmqMessage.of("ab");

    assertThat(message)
        .isNotEqualTo(ZmqMessage.of("a", "b"))
        .isNotEqualTo(ZmqMessage.of("ab", ""))
        .isNotEqualTo(ZmqMessage.of("aB"))
        .isNotEqualTo(null)
        .isNotEqualTo("ab");
  }

  @Test
  void shouldPrintTextAsTextAndBinaryInHexadecimal() {
    assertThat(ZmqMessage.of("hi", BINARY, ""))
        .hasToString("ZmqMessage[\"hi\", 0x00ff7f800a, \"\"]");
  }

  @Test
  void shouldPrintLittleOfAHugeFrame() {
    byte[] huge = new byte[1 << 24];
    assertThat(ZmqMessage.of(huge).toString()).hasSizeLessThan(120).contains("16777216");
    Arrays.fill(huge, (byte) 'x');
    assertThat(ZmqMessage.of(huge).toString()).hasSizeLessThan(120).contains("xxx", "16777216");
  }

  @Test
  void shouldPrintLittleOfManyFrames() {
    Object[] many = new Object[10_000];
    Arrays.fill(many, new byte[100]);
    assertThat(ZmqMessage.of(many).toString()).hasSizeLessThan(1000).contains("10000");
  }

  @Test
  void shouldPrintNothingThatControlsATerminal() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
      String printed = ZmqMessage.of(new byte[] {all[i]}).toString();
      assertThat(printed.chars().noneMatch(Character::isISOControl)).as(printed).isTrue();
    }
  }
}
