// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.zmqchans.ZmqMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/** Messages of every shape, and how to take them apart. */
public final class Messages {
  private static final int MEBIBYTE = 1 << 20;

  private Messages() {}

  /** One and several frames, empty ones at each place, every byte there is, and a large one. */
  public static List<ZmqMessage> shapes() {
    return List.of(
        ZmqMessage.of("one"),
        ZmqMessage.of("first", "second", "third"),
        ZmqMessage.of(""),
        ZmqMessage.of("", "after an empty one"),
        ZmqMessage.of("before", "", "and after", ""),
        ZmqMessage.of("", "", ""),
        ZmqMessage.wrap(everyByte(256)),
        ZmqMessage.wrap(everyByte(256), new byte[0], everyByte(MEBIBYTE), everyByte(3)));
  }

  /** The values 0 to 255 over and over. */
  public static byte[] everyByte(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  /** A message with this frame before its own. */
  public static ZmqMessage prefixed(byte[] head, ZmqMessage message) {
    List<Object> frames = new ArrayList<>(message.frames());
    frames.add(0, head);
    return ZmqMessage.of(frames.toArray());
  }

  /** A message without its first frame. */
  public static ZmqMessage tail(ZmqMessage message) {
    return ZmqMessage.of(message.frames().stream().skip(1).toArray());
  }

  /** The next so many of a queue. */
  public static <T> List<T> next(int count, BlockingQueue<T> queue) {
    List<T> all = new ArrayList<>(count);
    while (all.size() < count) {
      all.add(Node.next(queue));
    }
    return all;
  }

  /** The texts "0" to "count - 1" as messages. */
  public static List<ZmqMessage> numbered(int count) {
    List<ZmqMessage> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add(ZmqMessage.of(Integer.toString(i)));
    }
    return all;
  }
}
