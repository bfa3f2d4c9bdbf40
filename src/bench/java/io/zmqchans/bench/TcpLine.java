// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/** To Vert.x's TCP event-bus bridge: JSON with its length in front. */
final class TcpLine implements Line {
  private static final int BUFFER = 1 << 16;

  private final DataInputStream in;
  private final DataOutputStream out;

  TcpLine(String host, int port) throws IOException {
    Socket socket = new Socket(host, port);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
  }

  @Override
  public void send(String address) throws IOException {
    tell("send", address + "\",\"body\":\"" + BODY);
  }

  @Override
  public void ask(int id, String address) throws IOException {
    send(address + "\",\"replyAddress\":\"" + id);
  }

  @Override
  public void register(String address) throws IOException {
    tell("register", address);
  }

  private void tell(String type, String rest) throws IOException {
    String json = "{\"type\":\"" + type + "\",\"address\":\"" + rest + "\"}";
    byte[] bytes = json.getBytes(US_ASCII);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  public String next() throws IOException {
    if (in.available() == 0) {
      out.flush();
    }
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    JsonObject message = new JsonObject(new String(bytes, US_ASCII));
    if (!message.getString("type").equals("message")) {
      throw new IllegalStateException(message.encode());
    }
    return message.getString("address");
  }
}
