// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A client of a bridge that sends and receives what a test says, frame by frame; for one thread.
 */
public final class BridgeUser implements AutoCloseable {
  public static final String JSON = "{\"content-type\":\"application/json\"}";
  public static final String TEXT = "{\"content-type\":\"text/plain\"}";
  private static final int MILLIS = 20_000;
  private static final int FEW = 10;

  private final ZContext context = new ZContext();
  private final ZMQ.Socket socket;

  private BridgeUser(SocketType type, String id) {
    socket = context.createSocket(type);
    socket.setHandshakeIvl(1000);
    socket.setRcvHWM(FEW);
    socket.setReceiveTimeOut(MILLIS);
    socket.setSendTimeOut(MILLIS);
    if (id != null) {
      socket.setIdentity(id.getBytes(ZMQ.CHARSET));
    }
  }

  private BridgeUser connect(String endpoint) {
    socket.connect(endpoint);
    return this;
  }

  /** One that bridges connect to, at this endpoint. */
  public static BridgeUser bound(String id, String endpoint) {
    BridgeUser peer = new BridgeUser(SocketType.DEALER, id);
    peer.socket.setLinger(MILLIS);
    assertThat(peer.socket.bind(endpoint)).isTrue();
    return peer;
  }

  /** Where it is bound. */
  public String endpoint() {
    return socket.getLastEndpoint();
  }

  /** One that is there: it was answered. */
  public static BridgeUser dealer(String endpoint) {
    return dealer(null, endpoint);
  }

  /** The same with a routing id of its own. */
  public static BridgeUser dealer(String id, String endpoint) {
    BridgeUser peer = new BridgeUser(SocketType.DEALER, id).connect(endpoint);
    peer.ping();
    return peer;
  }

  public static BridgeUser req(String endpoint) {
    return new BridgeUser(SocketType.REQ, null).connect(endpoint);
  }

  /** Frames as {@link ZmqMessage#of} takes them. */
  public void send(Object... frames) {
    ZmqMessage message = ZmqMessage.of(frames);
    for (int i = 0; i < message.size(); i++) {
      boolean more = i < message.size() - 1;
      assertThat(socket.send(message.array(i), more ? ZMQ.SNDMORE : 0)).isTrue();
    }
  }

  /** The next message. */
  public ZmqMessage receive() {
    List<byte[]> frames = new ArrayList<>();
    do {
      byte[] frame = socket.recv();
      assertThat(frame).as("a message within %d ms", MILLIS).isNotNull();
      frames.add(frame);
    } while (socket.hasReceiveMore());
    return ZmqMessage.wrap(frames.toArray(byte[][]::new));
  }

  /** The answer to a message. */
  public ZmqMessage ask(Object... frames) {
    send(frames);
    return receive();
  }

  /** Fails unless the next that it receives are these frames. */
  public void expect(Object... frames) {
    assertThat(receive()).isEqualTo(ZmqMessage.of(frames));
  }

  public void ping() {
    send("ping");
    expect("pong");
  }

  public void register(String address) {
    send("register", address);
    expect("registered", address);
  }

  /** The next is an error with this id and code; returns what it says. */
  public AbstractStringAssert<?> expectError(String id, int code) {
    ZmqMessage error = receive();
    assertThat(error.size()).as("%s", error).isEqualTo(3);
    assertThat(error.string(0)).isEqualTo("error");
    assertThat(error.string(1)).isEqualTo(id);
    JsonObject json = new JsonObject(error.string(2));
    assertThat(json.fieldNames()).containsExactlyInAnyOrder("code", "message");
    assertThat(json.getInteger("code")).as("%s", json).isEqualTo(code);
    return assertThat(json.getString("message"));
  }

  /** The next is an error without an id. */
  public AbstractStringAssert<?> expectError(ZmqFailure failure) {
    return expectError("", failure.code());
  }

  @Override
  public void close() {
    context.close();
  }
}
