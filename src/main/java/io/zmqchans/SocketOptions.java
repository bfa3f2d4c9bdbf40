// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.zeromq.ZMQ;

/**
 * The configuration of one socket. A plain bean for one thread at a time; the verticle takes a
 * copy. A setter refuses a value that isn't allowed with an {@link IllegalArgumentException} that
 * says where, what was found and what is allowed; null takes a value back to its default.
 */
public class SocketOptions {
  private final Schema.Values values;
  private Function<Object, ZmqMessage> encoder;
  private Function<ZmqMessage, Object> decoder;
  private Consumer<ZMQ.Socket> configurator;

  /** Nothing but defaults; a name and a type are still to be set. */
  public SocketOptions() {
    this("");
  }

  private SocketOptions(String path) {
    values = SocketSchema.SCHEMA.new Values(path);
  }

  /**
   * A copy.
   *
   * @param other what to copy
   */
  public SocketOptions(SocketOptions other) {
    this(other.values.path());
    values.copyFrom(other.values);
    encoder = other.encoder;
    decoder = other.decoder;
    configurator = other.configurator;
  }

  /**
   * From JSON, strictly: the whole is checked.
   *
   * @param json the configuration of one socket
   * @throws IllegalArgumentException for an unknown key, a wrong type, a value out of range or a
   *     name or type that is missing
   * @throws io.vertx.core.eventbus.ReplyException with {@link ZmqFailure#UNSUPPORTED} for what
   *     JeroMQ or this version can't do
   */
  public SocketOptions(JsonObject json) {
    this(json, "");
  }

  SocketOptions(JsonObject json, String path) {
    this(path);
    values.read(json);
    validate(path);
  }

  /** Checks what one setter can't see alone. */
  void validate(String path) {
    SocketSchema.validate(values, path);
    if (decoder != null && getBatch() > 1) {
      throw new IllegalArgumentException(
          "%s: found %d with a decoder; a ZmqBatch carries messages as they are"
              .formatted(Schema.at(path, "batch"), getBatch()));
    }
  }

  private SocketOptions put(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /**
   * The JSON form, defaults included; the Java functions aren't in it, and secrets are redacted, so
   * that options with secrets can't be made from it again.
   *
   * @return a new object
   */
  public JsonObject toJson() {
    return values.toJson();
  }

  /** {@return the name, unique in the verticle} */
  public String getName() {
    return values.string("name");
  }

  /** Sets the {@code name}: required, unique in the verticle, of letters, digits, _ and -. */
  public SocketOptions setName(String name) {
    return put("name", name);
  }

  /** {@return the type} */
  public String getType() {
    return values.string("type");
  }

  /** Sets the {@code type}: required; ZeroMQ's name in lower case, say {@code pull}. */
  public SocketOptions setType(String type) {
    return put("type", type);
  }

  /** {@return the endpoints to bind} */
  public List<String> getBind() {
    return values.strings("bind");
  }

  /** Sets the endpoints to {@code bind}, say {@code tcp://127.0.0.1:*}. */
  public SocketOptions setBind(String... endpoints) {
    return put("bind", List.of(endpoints));
  }

  /** {@return the endpoints to connect to} */
  public List<String> getConnect() {
    return values.strings("connect");
  }

  /** Sets the endpoints to {@code connect} to. */
  public SocketOptions setConnect(String... endpoints) {
    return put("connect", List.of(endpoints));
  }

  /** {@return the endpoints to bind ({@code @}) or connect to ({@code >})} */
  public List<String> getAttach() {
    return values.strings("attach");
  }

  /**
   * Sets the endpoints to {@code attach}: {@code @tcp://*:5555} binds, {@code >tcp://host:5555}
   * connects.
   */
  public SocketOptions setAttach(String... endpoints) {
    return put("attach", String.join(",", endpoints));
  }

  /** {@return the topics} */
  public List<String> getSubscribe() {
    return values.strings("subscribe");
  }

  /** Sets the topics to {@code subscribe} a {@code sub} to; {@code ""} is everything. */
  public SocketOptions setSubscribe(String... topics) {
    return put("subscribe", List.of(topics));
  }

  /** {@return the groups} */
  public List<String> getJoin() {
    return values.strings("join");
  }

  /**
   * Sets the groups that a {@code dish} is to {@code join}, each of 1 to 255 ASCII characters
   * without NUL.
   */
  public SocketOptions setJoin(String... groups) {
    return put("join", List.of(groups));
  }

  /** {@return the ZeroMQ options set here, by libzmq's name in lower case} */
  public JsonObject getOptions() {
    return values.object("options");
  }

  /**
   * Sets all ZeroMQ {@code options}, by libzmq's name in lower case without {@code ZMQ_}, in
   * libzmq's unit.
   */
  public SocketOptions setOptions(JsonObject options) {
    return put("options", options);
  }

  /** Sets one ZeroMQ option; see {@link #setOptions}. */
  public SocketOptions setOption(String name, Object value) {
    return put("options", getOptions().put(name, value));
  }

  /** {@return the address to send to, or null for the default, {@code V.N.in}} */
  public String getIn() {
    return values.string("in");
  }

  /** Sets the event-bus address {@code in}: what is sent to it leaves on the socket. */
  public SocketOptions setIn(String address) {
    return put("in", address);
  }

  /** {@return the address where messages arrive, or null for the default, {@code V.N.out}} */
  public String getOut() {
    return values.string("out");
  }

  /** Sets the event-bus address {@code out}: what the socket receives is sent there. */
  public SocketOptions setOut(String address) {
    return put("out", address);
  }

  /** {@return the address of control commands, or null for the default, {@code V.N.control}} */
  public String getControl() {
    return values.string("control");
  }

  /** Sets the event-bus address {@code control}, which takes commands. */
  public SocketOptions setControl(String address) {
    return put("control", address);
  }

  /** {@return the address of events, or null for the default, {@code V.N.events}} */
  public String getEvents() {
    return values.string("events");
  }

  /** Sets the event-bus address {@code events}, where losses and connections are published. */
  public SocketOptions setEvents(String address) {
    return put("events", address);
  }

  /** {@return how messages go to {@code out}} */
  public String getDelivery() {
    return values.string("delivery");
  }

  /**
   * Sets the {@code delivery} to {@code out}: {@code send} (default), {@code publish} or {@code
   * request}.
   */
  public SocketOptions setDelivery(String delivery) {
    return put("delivery", delivery);
  }

  /** {@return the form of bodies on {@code out}} */
  public String getFormat() {
    return values.string("format");
  }

  /**
   * Sets the {@code format} of bodies on {@code out}: {@code message} (default), {@code buffer},
   * {@code string}, {@code json}.
   */
  public SocketOptions setFormat(String format) {
    return put("format", format);
  }

  /** {@return how many messages may be on their way to consumers} */
  public int getMaxInFlight() {
    return values.integer("maxInFlight");
  }

  /** Sets {@code maxInFlight}: how many messages may be on their way to consumers; default 1000. */
  public SocketOptions setMaxInFlight(int messages) {
    return put("maxInFlight", messages);
  }

  /** {@return what happens at {@code maxInFlight}} */
  public String getOnFull() {
    return values.string("onFull");
  }

  /**
   * Sets {@code onFull}, what happens at {@code maxInFlight}: {@code pause} (default) or {@code
   * drop}.
   */
  public SocketOptions setOnFull(String onFull) {
    return put("onFull", onFull);
  }

  /** {@return how many messages may wait to be sent} */
  public int getMaxPending() {
    return values.integer("maxPending");
  }

  /**
   * Sets {@code maxPending}: how many messages may wait until the socket takes them; default 1000.
   */
  public SocketOptions setMaxPending(int messages) {
    return put("maxPending", messages);
  }

  /** {@return how many messages one bus message may carry} */
  public int getBatch() {
    return values.integer("batch");
  }

  /**
   * Sets {@code batch}: how many messages one bus message on {@code out} may carry; default 1. If
   * more, each body is a {@link ZmqBatch} of what is there at that time, as nothing is waited for.
   * The format must be the default then, and there can be no decoder.
   */
  public SocketOptions setBatch(int messages) {
    return put("batch", messages);
  }

  /** {@return the mode} */
  public String getMode() {
    return values.string("mode");
  }

  /** Sets the {@code mode}: {@code channel} (default) or {@code rpc}. */
  public SocketOptions setMode(String mode) {
    return put("mode", mode);
  }

  /** {@return ms} */
  public int getRequestTimeout() {
    return values.integer("requestTimeout");
  }

  /** Sets {@code requestTimeout}: how long an answer may take, in ms; default 30000. */
  public SocketOptions setRequestTimeout(int millis) {
    return put("requestTimeout", millis);
  }

  /** {@return whether connection events are published} */
  public boolean isMonitor() {
    return values.bool("monitor");
  }

  /** Sets {@code monitor}: publish connection events on {@code events}; default false. */
  public SocketOptions setMonitor(boolean monitor) {
    return put("monitor", monitor);
  }

  /** {@return whether messages carry headers on their peer} */
  public boolean isHeaders() {
    return values.bool("headers");
  }

  /**
   * Sets {@code headers}: put what is known of the peer in headers of {@code out} messages; default
   * false.
   */
  public SocketOptions setHeaders(boolean headers) {
    return put("headers", headers);
  }

  /** {@return the PLAIN mechanism with its secrets, a copy; or null} */
  public JsonObject getPlain() {
    return values.object("plain");
  }

  /**
   * Sets {@code plain}, the PLAIN mechanism (RFC 24): {@code {"server": true}}, which needs the
   * verticle's {@code auth}, or {@code {"username", "password"}}. {@link #toJson()} doesn't show
   * the password.
   */
  public SocketOptions setPlain(JsonObject plain) {
    return put("plain", plain);
  }

  /** {@return the CURVE mechanism with its secrets, a copy; or null} */
  public JsonObject getCurve() {
    return values.object("curve");
  }

  /**
   * Sets {@code curve}, the CURVE mechanism (RFC 26): {@code {"server": true, "secretKey"}}, which
   * needs the verticle's {@code auth}, or {@code {"serverKey", "publicKey", "secretKey"}}. A key is
   * 40 characters of Z85, or with {@code File} behind its name the path of a file that holds these.
   * {@link #toJson()} doesn't show the secret key.
   */
  public SocketOptions setCurve(JsonObject curve) {
    return put("curve", curve);
  }

  /** {@return what makes a message of a body on {@code in}, or null for the rules of the module} */
  public Function<Object, ZmqMessage> getEncoder() {
    return encoder;
  }

  /**
   * Sets what makes a message of a body on {@code in}. It runs on an event loop, must not block,
   * and refuses a body by throwing or returning null.
   */
  public SocketOptions setEncoder(Function<Object, ZmqMessage> encoder) {
    this.encoder = encoder;
    return this;
  }

  /** {@return what makes a body for {@code out} of a message, or null for {@code format}} */
  public Function<ZmqMessage, Object> getDecoder() {
    return decoder;
  }

  /**
   * Sets what makes a body for {@code out} of a message, instead of {@code format}. It runs on the
   * loop thread, must not block, filters a message out by returning null, and has it counted as
   * undecodable by throwing.
   */
  public SocketOptions setDecoder(Function<ZmqMessage, Object> decoder) {
    this.decoder = decoder;
    return this;
  }

  /** {@return what is called on the socket before it binds and connects, or null} */
  public Consumer<ZMQ.Socket> getConfigurator() {
    return configurator;
  }

  /** Sets what is called on the loop thread with the new socket, before it binds and connects. */
  public SocketOptions setConfigurator(Consumer<ZMQ.Socket> configurator) {
    this.configurator = configurator;
    return this;
  }
}
