// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.zmqchans.ZmqMessage;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A socket of a real libzmq, in a process of its own. */
public final class LibzmqSocket implements AutoCloseable {
  private static final HexFormat HEX = HexFormat.of();

  private final ChildProcess peer;

  /** A socket of this type, neither bound nor connected. */
  public LibzmqSocket(String type) {
    peer = PythonPeer.start("libzmq_socket.py", type);
  }

  /** Sets an option whose value is bytes, say {@code subscribe}. */
  public LibzmqSocket set(String option, String value) {
    peer.tell("set " + option + " " + encode(value.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  /** Sets an option to 1, say {@code curve_server}. */
  public LibzmqSocket enable(String option) {
    peer.tell("enable " + option);
    return this;
  }

  /** Lets in one user of PLAIN, or one key of CURVE, and nobody else: for a server. */
  public LibzmqSocket admit(String mechanism, String... credentials) {
    String words =
        Stream.of(credentials)
            .map(each -> encode(each.getBytes(StandardCharsets.UTF_8)))
            .collect(Collectors.joining(" "));
    peer.tell("admit " + mechanism + " " + words);
    return this;
  }

  /** Before it binds or connects: {@link #awaitFailure} is of use. */
  public LibzmqSocket watch() {
    peer.tell("watch");
    return this;
  }

  /** Returns when a handshake has failed or a connection has ended: libzmq's name of the event. */
  public String awaitFailure() {
    return peer.awaitLine("happened ");
  }

  /** Binds a free port and returns the endpoint. */
  public String bind() {
    peer.tell("bind tcp://127.0.0.1:*");
    return peer.awaitLine("bound ");
  }

  public LibzmqSocket connect(String endpoint) {
    peer.tell("connect " + endpoint);
    peer.awaitLine("connecting");
    return this;
  }

  /** Sends these frames, as {@link ZmqMessage#of} takes them. */
  public void send(Object... frames) {
    peer.tell(
        "send "
            + ZmqMessage.of(frames).frames().stream()
                .map(LibzmqSocket::encode)
                .collect(Collectors.joining(" ")));
  }

  /** The next message it received. */
  public ZmqMessage receive() {
    return ZmqMessage.wrap(
        Stream.of(peer.awaitLine("received ").split(" "))
            .map(LibzmqSocket::decode)
            .toArray(byte[][]::new));
  }

  /** Whether {@link #receive} has something to return. */
  public boolean hasReceived() {
    return peer.hasLine();
  }

  /** SIGKILL: no goodbye to any peer. */
  public void kill() {
    peer.kill();
  }

  private static String encode(byte[] frame) {
    return frame.length == 0 ? "-" : HEX.formatHex(frame);
  }

  private static byte[] decode(String word) {
    return word.equals("-") ? new byte[0] : HEX.parseHex(word);
  }

  @Override
  public void close() {
    peer.close();
  }
}
