// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqFailure;
import java.util.Arrays;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;
import zmq.util.Errno;

/**
 * What an endpoint may look like, and how JeroMQ is asked to do something with one. Stateless; any
 * thread may use it. Failures are {@link ZmqFailure#BAD_ENDPOINT} or {@link
 * ZmqFailure#UNSUPPORTED}.
 */
public final class Endpoint {
  private static final Errno ERRNO = new Errno();
  private static final Set<String> MISSING =
      Set.of("pgm", "epgm", "norm", "vmci", "ws", "wss", "udp", "tipc", "vsock");

  private static final Pattern BINDABLE = Pattern.compile("(?!tcp:).*|tcp://.*:(\\*|\\d+)");
  private static final Pattern CONNECTABLE =
      Pattern.compile("(?!tcp:).*|tcp://[^*:].*:0*[1-9]\\d*");

  private Endpoint() {}

  /**
   * Its transport.
   *
   * @param what {@code bind} or {@code connect}
   * @throws RuntimeException if it can't be an endpoint for that
   */
  public static String transport(String what, String endpoint) {
    int colon = endpoint.indexOf("://");
    String transport = colon < 0 ? "" : endpoint.substring(0, colon);
    if (MISSING.contains(transport)) {
      throw ZmqFailure.UNSUPPORTED.exception(
          "%s %s: JeroMQ 0.6.0 has no transport %s; allowed are tcp, inproc, ipc"
              .formatted(what, endpoint, transport));
    }
    if (!Set.of("tcp", "inproc", "ipc").contains(transport) || endpoint.length() == colon + 3) {
      throw failure(what, endpoint, "allowed are tcp://, inproc:// and ipc:// with an address");
    }
    // JeroMQ says nothing useful, or nothing at all and then never connects.
    if (what.equals("bind") && !BINDABLE.matcher(endpoint).matches()) {
      throw failure(what, endpoint, "allowed is tcp://HOST:PORT, the port a number or *");
    } else if (what.equals("connect") && !CONNECTABLE.matcher(endpoint).matches()) {
      throw failure(what, endpoint, "allowed is tcp://HOST:PORT, the host not *, the port not 0");
    }
    return transport;
  }

  /** JeroMQ answers false or throws, and what it throws depends on the fault. */
  static void call(String what, String endpoint, BooleanSupplier operation) {
    boolean done;
    try {
      done = operation.getAsBoolean();
    } catch (ZMQException e) {
      throw failure(what, endpoint, text(e));
    } catch (RuntimeException e) {
      throw failure(what, endpoint, e.getMessage());
    } finally {
      if (ERRNO.is(ZError.EINTR)) { // JeroMQ took an interrupt away that is for the loop
        Thread.currentThread().interrupt();
      }
    }
    if (!done) {
      throw failure(what, endpoint, "refused by ZeroMQ");
    }
  }

  private static String text(ZMQException e) {
    return Arrays.stream(ZMQ.Error.values())
        .filter(error -> error.getCode() == e.getErrorCode())
        .findFirst()
        .map(ZMQ.Error::getMessage)
        .orElse(e.getMessage());
  }

  static RuntimeException failure(String what, String endpoint, String why) {
    return ZmqFailure.BAD_ENDPOINT.exception("%s %s: %s".formatted(what, endpoint, why));
  }
}
