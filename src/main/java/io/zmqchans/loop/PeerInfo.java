// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import zmq.io.Metadata;

/**
 * Who sent a message, as far as it is known from the handshake. Immutable; any thread may use it.
 *
 * <p>JeroMQ lets a peer overwrite the {@code User-Id} and {@code Peer-Address} of its messages by
 * properties of its own (libzmq pull request 1003 mended the same there). So these two travel under
 * a name that no peer can guess.
 *
 * @param address an IP address
 * @param user as whom the peer was let in; empty if as nobody in particular
 */
public record PeerInfo(String address, String user) {
  /** What {@code selfaddr_property_name} is to be for {@link LoopSocket#link()} to be known. */
  public static final String LINK = "X-" + UUID.randomUUID();

  private static final String PROPERTY = "X-" + UUID.randomUUID();

  /** The metadata frame of a ZAP reply (RFC 27): a name and a value, each after its length. */
  public byte[] toMetadata() {
    byte[] name = PROPERTY.getBytes(StandardCharsets.US_ASCII);
    byte[] value = (address + "\n" + user).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + name.length + Integer.BYTES + value.length)
        .put((byte) name.length)
        .put(name)
        .putInt(value.length)
        .put(value)
        .array();
  }

  /** Who sent a message with this metadata, or null. */
  static PeerInfo of(Metadata metadata, SocketKind kind) {
    if (metadata == null) {
      return null;
    } else if (kind == SocketKind.STREAM) { // there is no handshake, so nobody can say otherwise
      String address = metadata.get(Metadata.PEER_ADDRESS);
      return address == null
          ? null
          : new PeerInfo(address.substring(0, address.lastIndexOf(':')), "");
    }
    String value = metadata.get(PROPERTY);
    if (value == null) {
      return null;
    }
    int end = value.indexOf('\n');
    return new PeerInfo(value.substring(0, end), value.substring(end + 1));
  }
}
