// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqFailure;
import java.util.HashSet;
import java.util.Set;
import org.zeromq.ZMQ.Socket;

/** The groups that a {@code dish} has joined. For the loop thread; what is static for any. */
public final class Groups {
  /** In words. libzmq before 4.3.3 takes no more than 15 bytes, and ends a name at a NUL. */
  public static final String ALLOWED = "a group of 1 to 255 ASCII characters, none of them NUL";

  private static final int MAX_LENGTH = 255;

  private final Socket socket;
  private final SocketKind kind;
  private final Set<String> joined = new HashSet<>();

  Groups(Socket socket, SocketKind kind) {
    this.socket = socket;
    this.kind = kind;
  }

  /** Whether a group may be called so. */
  public static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_LENGTH
        && name.chars().allMatch(c -> c > 0 && c < 128);
  }

  /**
   * Joins one.
   *
   * @throws RuntimeException with {@link ZmqFailure#UNSUPPORTED} if the socket isn't a {@code
   *     dish}, with {@link ZmqFailure#WRONG_STATE} if it has joined that group already
   */
  public void join(String group) {
    requireDish("join", group);
    if (!joined.add(group)) {
      throw ZmqFailure.WRONG_STATE.exception("join " + group + ": that is joined already");
    }
    socket.join(group);
  }

  /** Leaves one, with the same failures. */
  public void leave(String group) {
    requireDish("leave", group);
    if (!joined.remove(group)) {
      throw ZmqFailure.WRONG_STATE.exception(
          "leave " + group + ": that isn't joined, but " + joined);
    }
    socket.leave(group);
  }

  private void requireDish(String what, String group) {
    if (kind != SocketKind.DISH) {
      throw ZmqFailure.UNSUPPORTED.exception(
          "%s %s: only a dish socket has groups, this is a %s"
              .formatted(what, group, kind.typeName()));
    }
  }

  /**
   * Before a connect to where nobody is bound yet. JeroMQ forgets the first that is in such a pipe,
   * which it takes for an identity, and that would be one of the groups.
   */
  void requireNone(String endpoint) {
    if (!joined.isEmpty()) {
      throw ZmqFailure.WRONG_STATE.exception(
          "connect %s: nothing is bound there yet, so JeroMQ would lose one of the groups %s; bind first, or join later"
              .formatted(endpoint, joined));
    }
  }
}
