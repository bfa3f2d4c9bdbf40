// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.security.Mechanism;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The configuration of a {@link ZmqVerticle}. A plain bean for one thread at a time; the verticle
 * takes a copy. Setters check as those of {@link SocketOptions} do.
 */
public class ZmqOptions {
  private final Schema.Values values = VerticleSchema.SCHEMA.new Values("");
  private final List<SocketOptions> sockets = new ArrayList<>();
  private final List<BridgeOptions> bridges = new ArrayList<>();

  /** Nothing but defaults. */
  public ZmqOptions() {}

  /**
   * A copy.
   *
   * @param other what to copy
   */
  public ZmqOptions(ZmqOptions other) {
    values.copyFrom(other.values);
    other.sockets.forEach(each -> sockets.add(new SocketOptions(each)));
    other.bridges.forEach(each -> bridges.add(new BridgeOptions(each)));
  }

  /**
   * From JSON, strictly: the whole is checked.
   *
   * @param json the configuration of a verticle
   * @throws IllegalArgumentException for an unknown key, a wrong type, a value out of range, or two
   *     sockets or bridges of one name
   * @throws io.vertx.core.eventbus.ReplyException with {@link ZmqFailure#UNSUPPORTED} for what
   *     JeroMQ or this version can't do
   */
  public ZmqOptions(JsonObject json) {
    values.read(json);
    for (Object each : (List<?>) values.get("sockets")) {
      String path = "sockets[" + sockets.size() + "]";
      sockets.add(new SocketOptions(Check.object(path, each), path));
    }
    values.put("sockets", null);
    for (Object each : (List<?>) values.get("bridges")) {
      String path = "bridges[" + bridges.size() + "]";
      bridges.add(new BridgeOptions(Check.object(path, each), path));
    }
    values.put("bridges", null);
    validate();
  }

  /** Checks what one setter can't see alone. */
  void validate() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < sockets.size(); i++) {
      sockets.get(i).validate("sockets[" + i + "]");
      validate("sockets[" + i + "]", sockets.get(i), names);
    }
    for (int i = 0; i < bridges.size(); i++) {
      bridges.get(i).validate("bridges[" + i + "]");
      validate("bridges[" + i + "]", bridges.get(i).toSocket(), names);
    }
  }

  private void validate(String path, SocketOptions socket, Set<String> names) {
    if (!names.add(socket.getName())) {
      throw new IllegalArgumentException(
          "%s.name: '%s' is taken by another socket of this verticle"
              .formatted(path, socket.getName()));
    }
    String gap = Mechanism.gap(socket, values.has("auth"));
    if (gap != null) {
      throw new IllegalArgumentException(path + "." + gap);
    }
  }

  /**
   * The JSON form, defaults included; the Java functions of sockets aren't in it, and secrets are
   * redacted, so that options with secrets can't be made from it again.
   *
   * @return a new object
   */
  public JsonObject toJson() {
    JsonArray all = new JsonArray();
    sockets.forEach(each -> all.add(each.toJson()));
    JsonArray allBridges = new JsonArray();
    bridges.forEach(each -> allBridges.add(each.toJson()));
    return values.toJson().put("sockets", all).put("bridges", allBridges);
  }

  private ZmqOptions put(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** {@return the verticle's name} */
  public String getName() {
    return values.string("name");
  }

  /**
   * Sets the {@code name}: prefix of default addresses and of the thread's name, unique per Vertx;
   * default {@code zmq}.
   */
  public ZmqOptions setName(String name) {
    return put("name", name);
  }

  /** {@return how many ZeroMQ I/O threads there are; 0 if the loop thread is to do their work} */
  public int getIoThreads() {
    return values.integer("ioThreads");
  }

  /**
   * Sets {@code ioThreads}: how many ZeroMQ I/O threads there are; default 1.
   *
   * <p>With 0 the loop thread does the I/O itself. No thread then has to wake another between the
   * network and a socket, which makes round trips shorter; name resolution and CURVE's arithmetic
   * are the loop's, too, and it uses one core for all. A function given to it must not wait for a
   * peer then. Needs {@code signalOrder}, and a JVM that doesn't check JeroMQ's assertions ({@code
   * -ea}); else there is one thread. Which it is is logged at start.
   */
  public ZmqOptions setIoThreads(int threads) {
    return put("ioThreads", threads);
  }

  /** {@return who may send control commands} */
  public String getControlScope() {
    return values.string("controlScope");
  }

  /**
   * Sets {@code controlScope}, who may send control commands: {@code local} (default), {@code
   * cluster} or {@code off}.
   */
  public ZmqOptions setControlScope(String scope) {
    return put("controlScope", scope);
  }

  /** {@return ms} */
  public int getCloseTimeout() {
    return values.integer("closeTimeout");
  }

  /**
   * Sets {@code closeTimeout}: how long stopping may wait for accepted messages to leave, in ms;
   * default 1000.
   */
  public ZmqOptions setCloseTimeout(int millis) {
    return put("closeTimeout", millis);
  }

  /** {@return connections} */
  public int getMaxConnections() {
    return values.integer("maxConnections");
  }

  /**
   * Sets {@code maxConnections}: how many connections a socket may have accepted; one above it is
   * cut off at once; default 1024.
   */
  public ZmqOptions setMaxConnections(int connections) {
    return put("maxConnections", connections);
  }

  /** {@return who gets in, with passwords, a copy; or null} */
  public JsonObject getAuth() {
    return values.object("auth");
  }

  /**
   * Sets {@code auth}, who gets in: {@code {"users": {name: password}, "keys": [Z85…], "allow":
   * [CIDR…], "deny": [CIDR…]}}, or {@code {"address": A}} and perhaps {@code allow} and {@code
   * deny} to have each handshake decided on the event bus. Servers of PLAIN and CURVE need it.
   */
  public ZmqOptions setAuth(JsonObject auth) {
    return put("auth", auth);
  }

  /** {@return whether JeroMQ's signal order is worked around} */
  public boolean isSignalOrder() {
    return values.bool("signalOrder");
  }

  /**
   * Sets {@code signalOrder}: work around JeroMQ's signal order where possible; default true. The
   * behaviour is the same, latency is better.
   */
  public ZmqOptions setSignalOrder(boolean signalOrder) {
    return put("signalOrder", signalOrder);
  }

  /** {@return the name of the lock that it runs under, or null} */
  public String getExclusive() {
    return values.string("exclusive");
  }

  /**
   * Sets {@code exclusive}, a name: of all verticles of a cluster that have it, one at a time has
   * its sockets and addresses, the others stand by and take over when it leaves or dies. None by
   * default.
   */
  public ZmqOptions setExclusive(String name) {
    return put("exclusive", name);
  }

  /** {@return where the live page is, or null for nowhere} */
  public JsonObject getConsole() {
    return values.object("console");
  }

  /**
   * Sets the {@code console}: {@code {"port", "host"}} of a read-only live page over HTTP, with
   * {@code /metrics} and {@code /health}; none by default. {@code host} is {@code 127.0.0.1} by
   * default, port 0 any free one. It takes what is in the service jar.
   */
  public ZmqOptions setConsole(JsonObject console) {
    return put("console", console);
  }

  /** {@return the sockets, unmodifiable} */
  public List<SocketOptions> getSockets() {
    return Collections.unmodifiableList(sockets);
  }

  /** Sets the {@code sockets}. */
  public ZmqOptions setSockets(List<SocketOptions> sockets) {
    List<SocketOptions> all = List.copyOf(sockets); // it may be our own
    this.sockets.clear();
    this.sockets.addAll(all);
    return this;
  }

  /** Adds a socket. */
  public ZmqOptions addSocket(SocketOptions socket) {
    sockets.add(socket);
    return this;
  }

  /**
   * {@return the proxies: objects with {@code frontend}, {@code backend} and perhaps {@code
   * capture}}
   */
  @SuppressWarnings("unchecked") // as VerticleSchema has it
  public List<JsonObject> getProxies() {
    return ((List<JsonObject>) values.get("proxies")).stream().map(JsonObject::copy).toList();
  }

  /**
   * Adds one to the {@code proxies}.
   *
   * @param frontend a socket's name
   * @param backend another socket's name
   * @param capture an address where a copy of each message is published, or null
   */
  public ZmqOptions addProxy(String frontend, String backend, String capture) {
    List<JsonObject> all = new ArrayList<>(getProxies());
    all.add(new JsonObject().put("frontend", frontend).put("backend", backend));
    if (capture != null) {
      all.get(all.size() - 1).put("capture", capture);
    }
    return put("proxies", all);
  }

  /** {@return the bridges, unmodifiable} */
  public List<BridgeOptions> getBridges() {
    return Collections.unmodifiableList(bridges);
  }

  /** Adds one to the {@code bridges}. */
  public ZmqOptions addBridge(BridgeOptions one) {
    bridges.add(one);
    return this;
  }
}
