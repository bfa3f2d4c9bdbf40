// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import zmq.io.Metadata;

/** How it travels who sent a message. */
class PeerInfoTest {
  private static final PeerInfo USER = new PeerInfo("::1", "a user of\ntwo lines: ü");

  /** As JeroMQ has it: after each property's length. */
  private static Metadata metadata(PeerInfo info) {
    ByteBuffer frame = ByteBuffer.wrap(info.toMetadata());
    byte[] name = new byte[frame.get()];
    frame.get(name);
    byte[] value = new byte[frame.getInt()];
    frame.get(value);
    assertThat(frame.hasRemaining()).isFalse();
    Metadata metadata = new Metadata();
    metadata.put(
        new String(name, StandardCharsets.US_ASCII), new String(value, StandardCharsets.UTF_8));
    return metadata;
  }

  private static Metadata address(String address) {
    Metadata metadata = new Metadata();
    metadata.put(Metadata.PEER_ADDRESS, address);
    return metadata;
  }

  @Test
  void shouldTravelAsMetadata() {
    assertThat(PeerInfo.of(metadata(USER), SocketKind.PULL)).isEqualTo(USER);
  }

  @Test
  void shouldNotBelieveWhatAPeerSays() {
    assertThat(PeerInfo.of(address("1.2.3.4:5"), SocketKind.PULL)).isNull();
    assertThat(PeerInfo.of(null, SocketKind.PULL)).isNull();
  }

  @Test
  void shouldBeTheAddressOfAStreamsPeer() {
    assertThat(PeerInfo.of(address("1.2.3.4:5"), SocketKind.STREAM))
        .isEqualTo(new PeerInfo("1.2.3.4", ""));
    assertThat(PeerInfo.of(new Metadata(), SocketKind.STREAM)).isNull();
    assertThat(PeerInfo.of(null, SocketKind.STREAM)).isNull();
  }
}
