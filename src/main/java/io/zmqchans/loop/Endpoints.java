// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Socket;
import org.zeromq.ZMQException;
import zmq.ZError;
import zmq.util.Errno;

/**
 * Where one socket is bound and connected to. For the loop thread. Failures are those of {@link
 * ZmqFailure}.
 */
public final class Endpoints {
  private static final Errno ERRNO = new Errno();
  private static final Set<String> MISSING =
      Set.of("pgm", "epgm", "norm", "vmci", "ws", "wss", "udp", "tipc", "vsock");

  private static final Pattern BINDABLE = Pattern.compile("(?!tcp:).*|tcp://.*:(\\*|\\d+)");
  private static final Pattern CONNECTABLE =
      Pattern.compile("(?!tcp:).*|tcp://[^*:].*:0*[1-9]\\d*");

  private static final Pattern NAMED = Pattern.compile("tcp://(?!\\d+\\.|\\[).*");

  private record Entry(boolean bound, String asked, String resolved) {
    boolean is(boolean bind, String endpoint) {
      return isOf(bind) && (endpoint.equals(resolved) || endpoint.equals(asked));
    }

    /** Whether it may be of this one: what JeroMQ connected to is an address, never a name. */
    boolean has(String address) {
      return address.equals(resolved)
          || (!bound && NAMED.matcher(resolved).matches() && port(address).equals(port(resolved)));
    }

    private static String port(String endpoint) {
      return endpoint.substring(endpoint.lastIndexOf(':'));
    }

    /** A ready-made one may be either, and JeroMQ undoes both in the same way. */
    boolean isOf(boolean bind) {
      return bound == bind || asked == null;
    }
  }

  private final Socket socket;
  private final Set<String> inprocNames;
  private final Peers peers;
  private final Groups groups;
  private final List<Entry> entries = new ArrayList<>();
  private String domain;

  Endpoints(Socket socket, Set<String> inprocNames, Peers peers, Groups groups) {
    this.socket = socket;
    this.inprocNames = inprocNames;
    this.peers = peers;
    this.groups = groups;
  }

  /**
   * Has peers asked about, in this ZAP domain, from the first bind on. JeroMQ can't tell them from
   * those that the socket itself connects to, so before that nobody is asked about.
   */
  void askOnBind(String zapDomain) {
    domain = zapDomain;
  }

  /** The endpoints as resolved, those bound first. */
  public List<String> all() {
    List<String> all = new ArrayList<>(bound());
    entries.stream().filter(each -> !each.bound()).map(Entry::resolved).forEach(all::add);
    return all;
  }

  /** The endpoints bound, as resolved. */
  public List<String> bound() {
    return entries.stream().filter(Entry::bound).map(Entry::resolved).toList();
  }

  /** For people: where it is bound, and where connected. */
  @Override
  public String toString() {
    return entries.stream()
        .map(each -> (each.bound() ? "bound at " : "connected to ") + each.resolved())
        .collect(Collectors.joining(", "));
  }

  /** How others on this machine reach the last endpoint bound. */
  public String connectable() {
    List<String> bound = bound();
    if (bound.isEmpty()) {
      throw ZmqFailure.WRONG_STATE.exception("the socket to connect to is bound nowhere");
    }
    return bound
        .get(bound.size() - 1)
        .replace("tcp://0.0.0.0:", "tcp://127.0.0.1:")
        .replaceFirst("^tcp://\\[[0:]+\\]:", "tcp://[::1]:");
  }

  /** Binds or, after {@code >}, connects; {@code @} says bind. Returns the resolved endpoint. */
  public String attach(String endpoint) {
    String bare = endpoint.isEmpty() ? "" : endpoint.substring(1);
    if (endpoint.startsWith("@")) {
      return bind(bare);
    } else if (endpoint.startsWith(">")) {
      return connect(bare);
    }
    throw failure("attach", endpoint, "allowed is '@' (bind) or '>' (connect) before the endpoint");
  }

  /** Returns the resolved endpoint: with the port's number for a wildcard. */
  public String bind(String endpoint) {
    boolean inproc = transport("bind", endpoint).equals("inproc");
    // JeroMQ refuses a second bind of an inproc name and yet gives the name to it: never let it
    // try.
    if (inproc && !inprocNames.add(endpoint)) {
      throw failure("bind", endpoint, "Address already in use");
    }
    if (domain != null && !inproc && socket.getZapDomain().isEmpty()) {
      socket.setZapDomain(domain);
    }
    int sendBuffer = socket.getSendBufferSize();
    socket.setSendBufferSize(0); // Java refuses it for a listener; what is accepted has it again
    try {
      call("bind", endpoint, () -> socket.bind(endpoint));
    } catch (RuntimeException e) {
      inprocNames.remove(endpoint);
      throw e;
    } finally {
      socket.setSendBufferSize(sendBuffer);
    }
    return add(true, endpoint, inproc ? endpoint : socket.getLastEndpoint());
  }

  /** Returns the endpoint. */
  public String connect(String endpoint) {
    if (transport("connect", endpoint).equals("inproc") && !inprocNames.contains(endpoint)) {
      groups.requireNone(endpoint);
    }
    call("connect", endpoint, () -> socket.connect(endpoint));
    return add(false, endpoint, endpoint);
  }

  /** Knows where a ready-made socket is bound, as far as it tells: at its last endpoint. */
  void adopt() {
    String last = socket.getLastEndpoint();
    if (last != null && !last.isEmpty()) {
      add(true, null, last);
    }
  }

  /** Undoes all but what {@link #adopt} found. */
  void giveBack() {
    while (!entries.isEmpty() && entries.get(entries.size() - 1).asked() != null) {
      Entry last = entries.remove(entries.size() - 1);
      socket.disconnect(last.resolved()); // and unbinds, too
    }
  }

  /** Undoes a bind: of this endpoint as asked for or as resolved, or for null of the last one. */
  public String unbind(String endpoint) {
    Entry entry = remove("unbind", true, endpoint);
    call("unbind", entry.resolved(), () -> socket.unbind(entry.resolved()));
    inprocNames.remove(entry.resolved());
    peers.awaitUnbound(entry.resolved());
    undone(entry);
    return entry.resolved();
  }

  /** Undoes a connect: of this endpoint, or for null of the last one. */
  public String disconnect(String endpoint) {
    Entry entry = remove("disconnect", false, endpoint);
    call("disconnect", entry.resolved(), () -> socket.disconnect(entry.resolved()));
    undone(entry);
    return entry.resolved();
  }

  /** What JeroMQ leaves connected is cut off, unless it is another's, or of a later one. */
  private void undone(Entry entry) {
    long now = System.nanoTime();
    int linger = socket.getLinger();
    if (linger >= 0) {
      peers.leave(
          connection ->
              entry.has(connection.endpoint())
                  && (connection.nanoTime() - now < 0
                      || entries.stream().noneMatch(each -> each.has(connection.endpoint()))),
          linger);
    }
  }

  /** The socket is about to be closed. */
  void clear() {
    for (String endpoint : bound()) {
      if (inprocNames.remove(endpoint)) {
        socket.unbind(endpoint); // closing does that later, on another thread
      }
    }
    entries.clear();
  }

  private String add(boolean bound, String asked, String resolved) {
    entries.add(new Entry(bound, asked, resolved));
    return resolved;
  }

  private Entry remove(String what, boolean bound, String endpoint) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      if (endpoint == null ? entry.isOf(bound) : entry.is(bound, endpoint)) {
        return entries.remove(i);
      }
    }
    String there = String.join(", ", all());
    throw endpoint == null
        ? ZmqFailure.WRONG_STATE.exception(what + ": there is none to undo")
        : failure(what, endpoint, "isn't one of this socket's: " + there);
  }

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
  private static void call(String what, String endpoint, BooleanSupplier operation) {
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

  private static RuntimeException failure(String what, String endpoint, String why) {
    return ZmqFailure.BAD_ENDPOINT.exception("%s %s: %s".formatted(what, endpoint, why));
  }
}
