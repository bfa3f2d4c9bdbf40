// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import zmq.Msg;

/**
 * Which frames the messages of a type of socket have. Immutable; any thread may use it.
 *
 * <p>Of {@link #ID} and {@link #GROUP} JeroMQ has the first frame beside the second one, as a
 * property of its only part.
 */
enum Frames {
  /** At least one. */
  ANY,
  /** A routing id, and at least one more. */
  ROUTED,
  /** A routing id and one more. */
  STREAMED,
  /** One. */
  SINGLE,
  /** A routing id of four bytes, and one more. */
  ID,
  /** A group, and one more. */
  GROUP;

  /** Why a message can't be one of these; null if it can. */
  String misfit(ZmqMessage message) {
    int size = message.size();
    return switch (this) {
      case ANY -> null;
      case ROUTED -> size > 1 ? null : "message is a routing id and at least one frame more";
      case STREAMED -> size == 2 ? null : "message is a routing id and one frame" + found(size);
      case SINGLE -> size == 1 ? null : "message is one frame" + found(size);
      case ID -> {
        boolean fits = size == 2 && message.array(0).length == Integer.BYTES;
        yield fits ? null : "message is a routing id of 4 bytes and one frame" + found(message);
      }
      case GROUP -> {
        boolean fits = size == 2 && Groups.isName(group(message.array(0)));
        yield fits ? null : "message is " + Groups.ALLOWED + ", and one frame" + found(message);
      }
    };
  }

  /** Not ASCII, which would make other bytes one and the same character. */
  private static String group(byte[] name) {
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  private static String found(int size) {
    return ", found " + size + (size == 1 ? " frame" : " frames");
  }

  private static String found(ZmqMessage message) {
    return message.size() == 2
        ? found(2) + ", the first of " + message.array(0).length + " bytes"
        : found(message.size());
  }

  /** Whether JeroMQ's only part is the second frame. */
  boolean isLabelled() {
    return this == ID || this == GROUP;
  }

  /** The first frame of a part that was received. */
  byte[] label(Msg part) {
    return this == ID
        ? ByteBuffer.allocate(Integer.BYTES).putInt(part.getRoutingId()).array()
        : part.getGroup().getBytes(StandardCharsets.US_ASCII);
  }

  /** Gives a part that is to be sent its first frame. */
  void label(Msg part, byte[] label) {
    if (this == ID) {
      part.setRoutingId(ByteBuffer.wrap(label).getInt());
    } else {
      part.setGroup(group(label));
    }
  }
}
