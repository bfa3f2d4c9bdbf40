// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The configuration of a bridge: a ROUTER socket through which ZeroMQ clients, in any language, use
 * the event bus. A plain bean for one thread at a time; the verticle takes a copy. Setters check as
 * those of {@link SocketOptions} do.
 */
public class BridgeOptions {
  private final Schema.Values values;
  private Handler<ZmqBridgeEvent> handler;

  /** Nothing but defaults: nobody may do anything. A name and an endpoint are still to be set. */
  public BridgeOptions() {
    this("");
  }

  private BridgeOptions(String path) {
    values = BridgeSchema.SCHEMA.new Values(path);
  }

  /**
   * A copy.
   *
   * @param other what to copy
   */
  public BridgeOptions(BridgeOptions other) {
    this(other.values.path());
    values.copyFrom(other.values);
    handler = other.handler;
  }

  /**
   * From JSON, strictly: the whole is checked.
   *
   * @param json the configuration of one bridge
   * @throws IllegalArgumentException for an unknown key, a wrong type, a value out of range, or a
   *     name or endpoint that is missing
   * @throws io.vertx.core.eventbus.ReplyException with {@link ZmqFailure#UNSUPPORTED} for what
   *     JeroMQ can't do
   */
  public BridgeOptions(JsonObject json) {
    this(json, "");
  }

  BridgeOptions(JsonObject json, String path) {
    this(path);
    values.read(json);
    validate(path);
  }

  /** Checks what one setter can't see alone. */
  void validate(String path) {
    BridgeSchema.validate(values, path);
  }

  private BridgeOptions put(String name, Object value) {
    values.put(name, value);
    return this;
  }

  @SuppressWarnings("unchecked") // as BridgeSchema has it
  private List<JsonObject> rules(String name) {
    return ((List<JsonObject>) values.get(name)).stream().map(JsonObject::copy).toList();
  }

  /**
   * The JSON form, defaults included, without the handler; secrets are redacted.
   *
   * @return a new object
   */
  public JsonObject toJson() {
    return values.toJson();
  }

  /** {@return the options of its ROUTER socket, new ones} */
  public SocketOptions toSocket() {
    JsonObject options =
        new JsonObject()
            .put("router_mandatory", true)
            .put("immediate", true)
            .put("heartbeat_ivl", 2000)
            .put("heartbeat_timeout", 20_000);
    return new SocketOptions()
        .setName(getName())
        .setType("router")
        .setBind(getBind().toArray(String[]::new))
        .setConnect(getConnect().toArray(String[]::new))
        .setOptions(options.mergeIn(getOptions()))
        .setPlain(getPlain())
        .setCurve(getCurve())
        .setMonitor(isMonitor())
        .setHeaders(isHeaders());
  }

  /** {@return the name, unique among the sockets and bridges of the verticle} */
  public String getName() {
    return values.string("name");
  }

  /** Sets the {@code name}: required, unique in the verticle, of letters, digits, _ and -. */
  public BridgeOptions setName(String name) {
    return put("name", name);
  }

  /** {@return the endpoints to bind} */
  public List<String> getBind() {
    return values.strings("bind");
  }

  /** Sets the endpoints to {@code bind}. */
  public BridgeOptions setBind(String... endpoints) {
    return put("bind", List.of(endpoints));
  }

  /** {@return the endpoints to connect to} */
  public List<String> getConnect() {
    return values.strings("connect");
  }

  /** Sets the endpoints to {@code connect} to: of clients that bind. */
  public BridgeOptions setConnect(String... endpoints) {
    return put("connect", List.of(endpoints));
  }

  /** {@return the ZeroMQ options set here, by libzmq's name in lower case} */
  public JsonObject getOptions() {
    return values.object("options");
  }

  /**
   * Sets all ZeroMQ {@code options} of its ROUTER socket. By default {@code heartbeat_ivl} is 2000
   * and {@code heartbeat_timeout} 20000 ms: after that a client that says nothing is gone.
   */
  public BridgeOptions setOptions(JsonObject options) {
    return put("options", options);
  }

  /** {@return the PLAIN mechanism with its secrets, a copy; or null} */
  public JsonObject getPlain() {
    return values.object("plain");
  }

  /** Sets {@code plain}; see {@link SocketOptions#setPlain}. */
  public BridgeOptions setPlain(JsonObject plain) {
    return put("plain", plain);
  }

  /** {@return the CURVE mechanism with its secrets, a copy; or null} */
  public JsonObject getCurve() {
    return values.object("curve");
  }

  /** Sets {@code curve}; see {@link SocketOptions#setCurve}. */
  public BridgeOptions setCurve(JsonObject curve) {
    return put("curve", curve);
  }

  /** {@return what clients may send, publish and request, copies} */
  public List<JsonObject> getInbound() {
    return rules("inbound");
  }

  /**
   * Sets the {@code inbound} rules, for what clients may send, publish and request: each {@code
   * {"address" | "addressRegex", "match"?}}. A regular expression is to match the whole address; a
   * body is to be an object that has all of {@code match} in it. Without a rule nothing passes.
   */
  public BridgeOptions setInbound(JsonObject... rules) {
    return put("inbound", List.of(rules));
  }

  /** {@return what clients may register for and receive, copies} */
  public List<JsonObject> getOutbound() {
    return rules("outbound");
  }

  /** Sets the {@code outbound} rules, for what clients may register for and receive. */
  public BridgeOptions setOutbound(JsonObject... rules) {
    return put("outbound", List.of(rules));
  }

  /** {@return ms} */
  public int getReplyTimeout() {
    return values.integer("replyTimeout");
  }

  /** Sets {@code replyTimeout}: how long an answer may take, either way, in ms; default 30000. */
  public BridgeOptions setReplyTimeout(int millis) {
    return put("replyTimeout", millis);
  }

  /** {@return how many addresses one client may register} */
  public int getMaxRegistrations() {
    return values.integer("maxRegistrations");
  }

  /** Sets {@code maxRegistrations}: how many addresses one client may register; default 1000. */
  public BridgeOptions setMaxRegistrations(int perClient) {
    return put("maxRegistrations", perClient);
  }

  /** {@return how many requests of one client, or to it, may be unanswered} */
  public int getMaxOutstanding() {
    return values.integer("maxOutstanding");
  }

  /**
   * Sets {@code maxOutstanding}: how many requests of one client may be unanswered, and as many to
   * it; default 1000.
   */
  public BridgeOptions setMaxOutstanding(int requests) {
    return put("maxOutstanding", requests);
  }

  /** {@return how many messages may wait for one client} */
  public int getMaxPending() {
    return values.integer("maxPending");
  }

  /**
   * Sets {@code maxPending}: how many messages may wait for one client that doesn't read, above
   * {@code sndhwm}; further ones are dropped; default 10000.
   */
  public BridgeOptions setMaxPending(int messages) {
    return put("maxPending", messages);
  }

  /** {@return whether connection events are published} */
  public boolean isMonitor() {
    return values.bool("monitor");
  }

  /** Sets {@code monitor}: publish connection events on {@code events}; default false. */
  public BridgeOptions setMonitor(boolean monitor) {
    return put("monitor", monitor);
  }

  /** {@return whether messages on the bus carry headers on the client} */
  public boolean isHeaders() {
    return values.bool("headers");
  }

  /**
   * Sets {@code headers}: put what is known of a client in headers of its messages; default false.
   */
  public BridgeOptions setHeaders(boolean headers) {
    return put("headers", headers);
  }

  /** {@return what is asked before anything passes, or null} */
  public Handler<ZmqBridgeEvent> getHandler() {
    return handler;
  }

  /** Sets what is asked before anything passes; it runs on the verticle's context. */
  public BridgeOptions setHandler(Handler<ZmqBridgeEvent> handler) {
    this.handler = handler;
    return this;
  }
}
