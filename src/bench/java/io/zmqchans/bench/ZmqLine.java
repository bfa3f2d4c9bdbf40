// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Socket;

/** To a bridge of this module, by JeroMQ. */
final class ZmqLine implements Line {
  private static final byte[] HEADERS = bytes("{\"content-type\":\"text/plain\"}");
  private static final byte[] BODY_BYTES = bytes(BODY);

  private final Socket dealer = ZMQ.context(1).socket(SocketType.DEALER);

  ZmqLine(String host, int port) {
    dealer.setHandshakeIvl(500); // a connect that hangs (JeroMQ #1022) is tried again
    dealer.setLinger(0);
    dealer.connect("tcp://" + host + ":" + port);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  @Override
  public void send(String address) {
    tell("send", address);
  }

  @Override
  public void ask(int id, String address) {
    tell("request", Integer.toString(id), address);
  }

  @Override
  public void register(String address) {
    dealer.sendMore("register");
    dealer.send(address);
    dealer.recv();
    dealer.recv();
  }

  private void tell(String... head) {
    for (String each : head) {
      dealer.sendMore(bytes(each));
    }
    dealer.sendMore(HEADERS);
    dealer.send(BODY_BYTES);
  }

  @Override
  public String next() {
    String verb = dealer.recvStr();
    String id = dealer.recvStr();
    while (dealer.hasReceiveMore()) {
      dealer.recv();
    }
    if (!verb.equals("reply") && !verb.equals("message")) {
      throw new IllegalStateException(verb + " for " + id);
    }
    return id;
  }
}
