// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static io.zmqchans.loop.OptionValue.bufferSize;
import static io.zmqchans.loop.OptionValue.bytes;
import static io.zmqchans.loop.OptionValue.flag;
import static io.zmqchans.loop.OptionValue.key;
import static io.zmqchans.loop.OptionValue.large;
import static io.zmqchans.loop.OptionValue.text;
import static io.zmqchans.loop.OptionValue.whole;
import static io.zmqchans.loop.OptionValue.word;
import static io.zmqchans.loop.SocketOption.When.ANYTIME;
import static io.zmqchans.loop.SocketOption.When.READ_ONLY;
import static io.zmqchans.loop.SocketOption.When.RESERVED;
import static java.lang.Integer.MAX_VALUE;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.zeromq.SocketType;
import org.zeromq.ZMQ.Socket;
import zmq.ZMQ;

/**
 * Every socket option of JeroMQ 0.6.0 by libzmq's name, with libzmq's meaning: the one table. Any
 * thread may call it, except {@link #set} and {@link #get}: only the loop thread.
 *
 * <p>A line says JeroMQ's number, the value, when it can be set (not said: before bind and connect,
 * since JeroMQ shares one set of options between a socket and its connections), the socket types
 * (not said: all), and a hint.
 */
public enum SocketOption {
  SNDHWM(ZMQ.ZMQ_SNDHWM, whole(0, MAX_VALUE, "messages", 1000), "0: no limit"),
  RCVHWM(ZMQ.ZMQ_RCVHWM, whole(0, MAX_VALUE, "messages", 1000), "0: no limit"),
  LINGER(ZMQ.ZMQ_LINGER, whole(-1, MAX_VALUE, "ms", -1), ANYTIME, "never past closeTimeout"),
  // A decoder allocates what a peer's frame header says, so there is no "unlimited".
  MAXMSGSIZE(
      ZMQ.ZMQ_MAXMSGSIZE,
      large(1, MAX_VALUE - 64, "bytes", -1L),
      "not -1: JeroMQ allocates what a peer announces"),
  RCVTIMEO(ZMQ.ZMQ_RCVTIMEO, whole(-1, MAX_VALUE, "ms", -1), ANYTIME, "no effect: never blocks"),
  SNDTIMEO(ZMQ.ZMQ_SNDTIMEO, whole(-1, MAX_VALUE, "ms", -1), ANYTIME, "no effect: never blocks"),
  ROUTING_ID(ZMQ.ZMQ_IDENTITY, bytes(1, 255, ""), "req rep dealer router", Hint.NO_ZERO),
  AFFINITY(ZMQ.ZMQ_AFFINITY, large(0, Long.MAX_VALUE, "mask", 0L), "0: any thread"),
  // JeroMQ's boolean is the opposite of libzmq's.
  IMMEDIATE(
      ZMQ.ZMQ_IMMEDIATE,
      flag(false).via(v -> !(boolean) v, v -> !(boolean) v),
      "pair pub sub req rep dealer router xpub xsub pull push stream client server radio scatter gather channel",
      "true: queue only to completed connections"),
  CONFLATE(
      ZMQ.ZMQ_CONFLATE,
      flag(false),
      "pull push pub sub dealer",
      "true: keep the newest message only, of one frame"),
  // JeroMQ adds up and doubles these two in an int, hence the maximum.
  RECONNECT_IVL(
      ZMQ.ZMQ_RECONNECT_IVL,
      whole(1, 0x3fffffff, "ms", 100),
      "JeroMQ never reconnects with 0, as it divides by it, and without a pause with -1"),
  RECONNECT_IVL_MAX(
      ZMQ.ZMQ_RECONNECT_IVL_MAX, whole(0, 0x3fffffff, "ms", 0), "doubling up to this; 0: none"),
  HANDSHAKE_IVL(
      ZMQ.ZMQ_HANDSHAKE_IVL,
      whole(0, MAX_VALUE, "ms", 30000),
      "0: none, so JeroMQ's stalled connects stay"),
  HEARTBEAT_IVL(ZMQ.ZMQ_HEARTBEAT_IVL, whole(0, MAX_VALUE, "ms", 0), "0: none"),
  HEARTBEAT_TIMEOUT(
      ZMQ.ZMQ_HEARTBEAT_TIMEOUT,
      whole(0, MAX_VALUE, "ms", -1),
      "not set: 60000 if it receives, else heartbeat_ivl; 0: none; keep it above a consumer's longest pause"),
  HEARTBEAT_TTL(ZMQ.ZMQ_HEARTBEAT_TTL, whole(0, 655399, "ms", 0), "in steps of 100"),
  HEARTBEAT_CONTEXT(ZMQ.ZMQ_HEARTBEAT_CONTEXT, bytes(0, 16, ""), "sent in each ping; JeroMQ only"),
  SNDBUF(ZMQ.ZMQ_SNDBUF, bufferSize(), "-1: the system's"),
  RCVBUF(ZMQ.ZMQ_RCVBUF, bufferSize(), "-1: the system's"),
  BACKLOG(ZMQ.ZMQ_BACKLOG, whole(1, MAX_VALUE, "connections", 100), ""),
  IPV6(ZMQ.ZMQ_IPV6, flag(null), "default: java.net.preferIPv6Addresses"),
  TCP_KEEPALIVE(ZMQ.ZMQ_TCP_KEEPALIVE, whole(-1, 1, "", -1), "-1: the system's"),
  TCP_KEEPALIVE_CNT(ZMQ.ZMQ_TCP_KEEPALIVE_CNT, whole(-1, 127, "probes", -1), "-1: the system's"),
  TCP_KEEPALIVE_IDLE(ZMQ.ZMQ_TCP_KEEPALIVE_IDLE, whole(-1, 32767, "s", -1), "-1: the system's"),
  TCP_KEEPALIVE_INTVL(ZMQ.ZMQ_TCP_KEEPALIVE_INTVL, whole(-1, 32767, "s", -1), "-1: the system's"),
  ZAP_DOMAIN(
      ZMQ.ZMQ_ZAP_DOMAIN,
      text(0, 255, ""),
      "ASCII only; not set: V.N once bound; empty: NULL peers skip ZAP"),
  SELFADDR_PROPERTY_NAME(
      ZMQ.ZMQ_SELFADDR_PROPERTY_NAME, text(0, 255, ""), "metadata key; JeroMQ only"),

  // From here to CURVE_SECRETKEY: not readable. JeroMQ has no getter, or it is a secret.
  HELLO_MSG(
      ZMQ.ZMQ_HELLO_MSG,
      bytes(0, MAX_VALUE, ""),
      "dealer router client server",
      "sent to each new peer; empty: none"),
  DISCONNECT_MSG(
      ZMQ.ZMQ_DISCONNECT_MSG,
      bytes(0, MAX_VALUE, ""),
      "router server",
      "received when a peer is gone; empty: none"),
  HICCUP_MSG(
      ZMQ.ZMQ_HICCUP_MSG,
      bytes(0, MAX_VALUE, ""),
      "dealer client",
      "received when a connection broke; empty: none"),
  ROUTER_MANDATORY(
      ZMQ.ZMQ_ROUTER_MANDATORY, flag(false), ANYTIME, "router", "true: unknown peer is an error"),
  ROUTER_HANDOVER(
      ZMQ.ZMQ_ROUTER_HANDOVER,
      flag(false),
      ANYTIME,
      "router",
      "true: a peer can take another's id"),
  ROUTER_RAW(ZMQ.ZMQ_ROUTER_RAW, flag(false), "router", "better: type 'stream'"),
  PROBE_ROUTER(
      ZMQ.ZMQ_PROBE_ROUTER,
      flag(false),
      "router dealer req",
      "true: an empty message to each new peer"),
  CONNECT_ROUTING_ID(
      ZMQ.ZMQ_CONNECT_RID,
      text(1, 255, null),
      ANYTIME,
      "router stream",
      "the peer's id in the next connect, which must not be in use; " + Hint.NO_ZERO),
  REQ_CORRELATE(ZMQ.ZMQ_REQ_CORRELATE, flag(false), ANYTIME, "req", "true: drop stray replies"),
  REQ_RELAXED(
      ZMQ.ZMQ_REQ_RELAXED, flag(false), ANYTIME, "req", "true: may send again before the reply"),
  XPUB_VERBOSE(
      ZMQ.ZMQ_XPUB_VERBOSE, flag(false), ANYTIME, "xpub", "true: pass on every subscription"),
  XPUB_VERBOSER(
      ZMQ.ZMQ_XPUB_VERBOSER, flag(false), ANYTIME, "xpub", "true: and every unsubscription"),
  XPUB_NODROP(ZMQ.ZMQ_XPUB_NODROP, flag(false), ANYTIME, "xpub pub", "true: wait for the slowest"),
  XPUB_MANUAL(ZMQ.ZMQ_XPUB_MANUAL, flag(false), ANYTIME, "xpub", "UTF-8 topics only"),
  SUBSCRIBE(ZMQ.ZMQ_SUBSCRIBE, bytes(0, 0, null), RESERVED, "sub xpub", Hint.USE_SUBSCRIBE),
  UNSUBSCRIBE(ZMQ.ZMQ_UNSUBSCRIBE, bytes(0, 0, null), RESERVED, "sub xpub", Hint.USE_SUBSCRIBE),
  PLAIN_PASSWORD(ZMQ.ZMQ_PLAIN_PASSWORD, text(0, 255, ""), RESERVED, Hint.USE_PLAIN),
  CURVE_SECRETKEY(ZMQ.ZMQ_CURVE_SECRETKEY, key(), RESERVED, Hint.USE_CURVE),

  TYPE(ZMQ.ZMQ_TYPE, word(v -> SocketType.type((int) v).name()), READ_ONLY, "its name"),
  MECHANISM(ZMQ.ZMQ_MECHANISM, word(Object::toString), READ_ONLY, "null, plain or curve"),
  LAST_ENDPOINT(ZMQ.ZMQ_LAST_ENDPOINT, text(0, 0, ""), READ_ONLY, "of the last bind or connect"),
  RCVMORE(ZMQ.ZMQ_RCVMORE, flag(null), READ_ONLY, "messages are read whole, so false"),
  EVENTS(ZMQ.ZMQ_EVENTS, whole(0, 3, "mask", null), READ_ONLY, "1: readable, 2: writable"),
  PLAIN_SERVER(ZMQ.ZMQ_PLAIN_SERVER, flag(false), RESERVED, Hint.USE_PLAIN),
  PLAIN_USERNAME(ZMQ.ZMQ_PLAIN_USERNAME, text(0, 255, ""), RESERVED, Hint.USE_PLAIN),
  CURVE_SERVER(ZMQ.ZMQ_CURVE_SERVER, flag(false), RESERVED, Hint.USE_CURVE),
  CURVE_PUBLICKEY(ZMQ.ZMQ_CURVE_PUBLICKEY, key(), RESERVED, Hint.USE_CURVE),
  CURVE_SERVERKEY(ZMQ.ZMQ_CURVE_SERVERKEY, key(), RESERVED, Hint.USE_CURVE),
  AS_TYPE(ZMQ.ZMQ_AS_TYPE, whole(-1, 20, "", -1), RESERVED, "use the socket's key 'type'");

  /** When an option can be set; RESERVED: never by name, another key or command does it. */
  enum When {
    BEFORE_BIND,
    ANYTIME,
    READ_ONLY,
    RESERVED
  }

  private static final class Hint {
    static final String NO_ZERO = "no zero byte at the start: ZeroMQ's own ids have it";
    static final String USE_PLAIN = "use the socket's key 'plain'";
    static final String USE_CURVE = "use the socket's key 'curve'";
    static final String USE_SUBSCRIBE =
        "use the socket's key 'subscribe', or the commands 'subscribe' and 'unsubscribe'";
  }

  private static final Map<String, SocketOption> BY_NAME = new TreeMap<>();

  static {
    for (SocketOption option : values()) {
      BY_NAME.put(option.optionName(), option);
    }
    BY_NAME.put("identity", ROUTING_ID);
    BY_NAME.put("connect_rid", CONNECT_ROUTING_ID);
    BY_NAME.put("delay_attach_on_connect", IMMEDIATE);
    BY_NAME.put("fail_unroutable", ROUTER_MANDATORY);
    BY_NAME.put("router_behavior", ROUTER_MANDATORY);
  }

  private final int code;
  private final OptionValue value;
  private final When when;
  private final Set<String> types;
  private final String hint;

  SocketOption(int code, OptionValue value, String hint) {
    this(code, value, When.BEFORE_BIND, "", hint);
  }

  SocketOption(int code, OptionValue value, String types, String hint) {
    this(code, value, When.BEFORE_BIND, types, hint);
  }

  SocketOption(int code, OptionValue value, When when, String hint) {
    this(code, value, when, "", hint);
  }

  SocketOption(int code, OptionValue value, When when, String types, String hint) {
    this.code = code;
    this.value = value;
    this.when = when;
    this.types = types.isEmpty() ? Set.of() : Set.of(types.split(" "));
    this.hint = hint;
  }

  /**
   * Looks a name or an alias up.
   *
   * @throws IllegalArgumentException for an unknown name, with the nearest known one if it is close
   * @throws UnsupportedOperationException with the reason, for one that libzmq has and JeroMQ lacks
   */
  public static SocketOption of(String name) {
    SocketOption option = name == null ? null : BY_NAME.get(name);
    if (option != null) {
      return option;
    }
    String reason = name == null ? null : UnsupportedOption.reason(name);
    if (reason != null) {
      throw new UnsupportedOperationException("option '" + name + "' is not supported: " + reason);
    }
    throw new IllegalArgumentException(UnsupportedOption.unknown(name, BY_NAME.keySet()));
  }

  /** libzmq's name in lower case, without its {@code ZMQ_}. */
  public String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Checks a JSON value and converts it to what {@link #set} takes.
   *
   * @throws IllegalArgumentException says what was found and what is allowed, or what to use
   *     instead
   */
  public Object check(Object json) {
    if (when == READ_ONLY) {
      throw new IllegalArgumentException("read-only");
    }
    if (when == RESERVED) {
      throw new IllegalArgumentException("not settable as an option: " + hint);
    }
    Object checked = value.check(json);
    boolean id = this == ROUTING_ID || this == CONNECT_ROUTING_ID;
    boolean wide = this == ZAP_DOMAIN && checked instanceof String s && !isAscii(s);
    if (checked == null || wide || (id && OptionValue.startsWithZero(checked))) {
      String why = hint.isEmpty() ? "" : "; " + hint;
      throw new IllegalArgumentException(
          "found " + OptionValue.show(json) + ", allowed is " + allowed() + why);
    }
    return checked;
  }

  /** JeroMQ makes room for a domain's characters and then puts in its bytes. */
  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  public boolean settableAtRuntime() {
    return when == ANYTIME;
  }

  /** False if it is read-only or belongs to another key or command: see {@link #hint}. */
  public boolean settableInConfig() {
    return when == ANYTIME || when == When.BEFORE_BIND;
  }

  /** False if JeroMQ has no getter for it, or if it is a secret. */
  public boolean readable() {
    return compareTo(HELLO_MSG) < 0 || compareTo(CURVE_SECRETKEY) > 0;
  }

  /** Whether it means anything to a socket of that type, named as in the configuration. */
  public boolean appliesTo(String socketType) {
    return types.isEmpty() || types.contains(socketType);
  }

  /** Loop thread only. Takes what {@link #check} gave. */
  public void set(Socket socket, Object checkedValue) {
    if (!socket.base().setSocketOpt(code, value.toJeroMq().apply(checkedValue))) {
      throw new IllegalStateException(
          "JeroMQ refused option '" + optionName() + "', errno " + socket.errno());
    }
  }

  /**
   * Loop thread only. Answers an Integer, Long, Boolean or String, or a byte[] that is no printable
   * text. Reading {@link #EVENTS} consumes the signal of the socket's channel: look for messages
   * afterwards.
   */
  public Object get(Socket socket) {
    if (!readable()) {
      throw new UnsupportedOperationException("JeroMQ can't read option '" + optionName() + "'");
    }
    return value.toJson(socket.base().getSocketOptx(code));
  }

  public String unit() {
    return value.unit();
  }

  /** In words, which values it takes. */
  public String allowed() {
    return settableInConfig() ? value.allowed() : when == READ_ONLY ? "read-only" : "reserved";
  }

  /** One line on what a value means, or what to use instead; may be empty. */
  public String hint() {
    return hint;
  }

  /** libzmq's default as JSON has it; null if there is none or it depends on the system. */
  public Object byDefault() {
    return value.byDefault();
  }
}
