// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zmq.Msg;

/** Which messages fit which types of sockets. */
class FramesTest {
  private static ZmqMessage frames(int count) {
    byte[][] frames = new byte[count][];
    for (int i = 0; i < count; i++) {
      frames[i] = new byte[] {'a', 'b', 'c', 'd'};
    }
    return ZmqMessage.wrap(frames);
  }

  @ParameterizedTest
  @CsvSource({
    "ANY, 1",
    "ANY, 3",
    "ROUTED, 2",
    "ROUTED, 3",
    "STREAMED, 2",
    "SINGLE, 1",
    "ID, 2",
    "GROUP, 2"
  })
  void shouldTakeThatManyFrames(Frames frames, int count) {
    assertThat(frames.misfit(frames(count))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ROUTED|1|message is a routing id and at least one frame more",
        "STREAMED|1|message is a routing id and one frame, found 1 frame",
        "STREAMED|3|message is a routing id and one frame, found 3 frames",
        "SINGLE|2|message is one frame, found 2 frames",
        "ID|1|message is a routing id of 4 bytes and one frame, found 1 frame",
        "ID|3|message is a routing id of 4 bytes and one frame, found 3 frames",
        "GROUP|3|message is a group of 1 to 255 ASCII characters, none of them NUL, and one frame, found 3 frames"
      })
  void shouldSayHowManyFramesAreWrong(Frames frames, int count, String why) {
    assertThat(frames.misfit(frames(count))).isEqualTo(why);
  }

  @Test
  void shouldSayHowLongAWrongFirstFrameIs() {
    assertThat(Frames.ID.misfit(ZmqMessage.wrap(new byte[5], new byte[1])))
        .endsWith("one frame, found 2 frames, the first of 5 bytes");
    assertThat(Frames.GROUP.misfit(ZmqMessage.wrap(new byte[0], new byte[1])))
        .endsWith("one frame, found 2 frames, the first of 0 bytes");
    assertThat(Frames.GROUP.misfit(ZmqMessage.wrap(new byte[] {-61, -68}, new byte[1])))
        .endsWith("one frame, found 2 frames, the first of 2 bytes");
  }

  @Test
  void shouldHaveTheRoutingIdBesideThePart() {
    Msg part = new Msg(1);
    Frames.ID.label(part, new byte[] {1, 2, 3, 4});
    assertThat(part.getRoutingId()).isEqualTo(0x01020304);
    assertThat(Frames.ID.label(part)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void shouldHaveTheGroupBesideThePart() {
    Msg part = new Msg(1);
    Frames.GROUP.label(part, new byte[] {'n', 'e', 'w', 's'});
    assertThat(part.getGroup()).isEqualTo("news");
    assertThat(Frames.GROUP.label(part)).containsExactly('n', 'e', 'w', 's');
  }
}
