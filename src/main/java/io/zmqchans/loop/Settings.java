// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqFailure;
import java.util.HashMap;
import java.util.Map;
import org.zeromq.ZMQ.Socket;

/** The ZeroMQ options of one socket. For the loop thread. */
public final class Settings {
  private final Socket socket;
  private final SocketKind kind;
  private final Map<String, Object> lastSet = new HashMap<>();

  Settings(Socket socket, SocketKind kind) {
    this.socket = socket;
    this.kind = kind;
  }

  /** Sets an option before the socket binds and connects. */
  void set(String name, Object value) {
    try {
      SocketOption option = SocketOption.of(name);
      Object checked = option.check(value);
      option.set(socket, checked);
      lastSet.put(option.optionName(), checked);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "option %s = %s: %s".formatted(name, value, e.getMessage()), e);
    }
  }

  /**
   * Changes an option of a socket in use.
   *
   * @return the value as it is now
   */
  public Object change(String name, Object value) {
    SocketOption option = find(name);
    try {
      option.check(value);
    } catch (IllegalArgumentException e) {
      throw ZmqFailure.BAD_COMMAND.exception("option " + name + ": " + e.getMessage());
    }
    if (!option.settableAtRuntime()) {
      throw ZmqFailure.WRONG_STATE.exception(
          "option %s can't be set now, only before bind and connect: %s"
              .formatted(name, option.hint()));
    }
    set(name, value);
    return get(name);
  }

  /** The value of an option; of one that JeroMQ doesn't tell, the one last set here. */
  public Object get(String name) {
    SocketOption option = find(name);
    if (option == SocketOption.TYPE) { // not always JeroMQ's
      return kind.typeName();
    } else if (option.readable()) {
      return option.get(socket);
    }
    Object value = lastSet.getOrDefault(option.optionName(), option.byDefault());
    if (value == null) {
      throw ZmqFailure.UNSUPPORTED.exception("option " + name + " can't be read: " + option.hint());
    }
    return value;
  }

  private SocketOption find(String name) {
    try {
      SocketOption option = SocketOption.of(name);
      if (option.appliesTo(kind.typeName())) {
        return option;
      }
    } catch (UnsupportedOperationException e) {
      throw ZmqFailure.UNSUPPORTED.exception("option " + name + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw ZmqFailure.BAD_COMMAND.exception(e.getMessage());
    }
    throw ZmqFailure.UNSUPPORTED.exception(
        "option " + name + ": a " + kind.typeName() + " socket doesn't have it");
  }
}
