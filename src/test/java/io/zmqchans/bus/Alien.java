// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** A body of a user's own, which stays on its node. */
final class Alien {
  /** Carries it by reference. */
  static final class Codec implements MessageCodec<Alien, Alien> {
    @Override
    public void encodeToWire(Buffer wire, Alien body) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Alien decodeFromWire(int start, Buffer wire) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Alien transform(Alien body) {
      return body;
    }

    @Override
    public String name() {
      return "alien";
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
