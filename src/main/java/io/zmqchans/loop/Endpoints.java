// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.zeromq.ZMQ.Socket;

/**
 * Where one socket is bound and connected to. For the loop thread. Failures are those of {@link
 * ZmqFailure}.
 */
public final class Endpoints {
  private final Socket socket;
  private final Set<String> inprocNames;
  private final Peers peers;
  private final Groups groups;
  private final List<EndpointEntry> entries = new ArrayList<>();
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
    entries.stream().filter(each -> !each.bound()).map(EndpointEntry::resolved).forEach(all::add);
    return all;
  }

  /** The endpoints bound, as resolved. */
  public List<String> bound() {
    return entries.stream().filter(EndpointEntry::bound).map(EndpointEntry::resolved).toList();
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
    throw Endpoint.failure(
        "attach", endpoint, "allowed is '@' (bind) or '>' (connect) before the endpoint");
  }

  /** Returns the resolved endpoint: with the port's number for a wildcard. */
  public String bind(String endpoint) {
    boolean inproc = Endpoint.transport("bind", endpoint).equals("inproc");
    // JeroMQ refuses a second bind of an inproc name and yet gives the name to it: never let it
    // try.
    if (inproc && !inprocNames.add(endpoint)) {
      throw Endpoint.failure("bind", endpoint, "Address already in use");
    }
    if (domain != null && !inproc && socket.getZapDomain().isEmpty()) {
      socket.setZapDomain(domain);
    }
    int sendBuffer = socket.getSendBufferSize();
    socket.setSendBufferSize(0); // Java refuses it for a listener; what is accepted has it again
    try {
      Endpoint.call("bind", endpoint, () -> socket.bind(endpoint));
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
    if (Endpoint.transport("connect", endpoint).equals("inproc")
        && !inprocNames.contains(endpoint)) {
      groups.requireNone(endpoint);
    }
    Endpoint.call("connect", endpoint, () -> socket.connect(endpoint));
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
      EndpointEntry last = entries.remove(entries.size() - 1);
      socket.disconnect(last.resolved()); // and unbinds, too
    }
  }

  /** Undoes a bind: of this endpoint as asked for or as resolved, or for null of the last one. */
  public String unbind(String endpoint) {
    EndpointEntry entry = remove("unbind", true, endpoint);
    Endpoint.call("unbind", entry.resolved(), () -> socket.unbind(entry.resolved()));
    inprocNames.remove(entry.resolved());
    peers.awaitUnbound(entry.resolved());
    undone(entry);
    return entry.resolved();
  }

  /** Undoes a connect: of this endpoint, or for null of the last one. */
  public String disconnect(String endpoint) {
    EndpointEntry entry = remove("disconnect", false, endpoint);
    Endpoint.call("disconnect", entry.resolved(), () -> socket.disconnect(entry.resolved()));
    undone(entry);
    return entry.resolved();
  }

  /** What JeroMQ leaves connected is cut off, unless it is another's, or of a later one. */
  private void undone(EndpointEntry entry) {
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
    entries.add(new EndpointEntry(bound, asked, resolved));
    return resolved;
  }

  private EndpointEntry remove(String what, boolean bound, String endpoint) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      EndpointEntry entry = entries.get(i);
      if (endpoint == null ? entry.isOf(bound) : entry.is(bound, endpoint)) {
        return entries.remove(i);
      }
    }
    String there = String.join(", ", all());
    throw endpoint == null
        ? ZmqFailure.WRONG_STATE.exception(what + ": there is none to undo")
        : Endpoint.failure(what, endpoint, "isn't one of this socket's: " + there);
  }
}
