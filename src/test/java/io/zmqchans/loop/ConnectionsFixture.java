// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.support.RunningLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Connections of TCP, without a ZeroMQ socket, and what is told of them on the loop thread. */
class ConnectionsFixture {
  final RunningLoop running = new RunningLoop();
  final Peers peers = new Peers(running.loop(), SocketKind.PULL);
  final List<String> told = new ArrayList<>();
  private final List<SocketChannel> channels = new ArrayList<>();
  ServerSocketChannel server;

  @BeforeEach
  void open() throws IOException {
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void close() throws IOException {
    running.close();
    for (SocketChannel each : channels) {
      each.close();
    }
    server.close();
  }

  SocketChannel connect() throws IOException {
    SocketChannel channel = SocketChannel.open(server.getLocalAddress());
    channels.add(channel);
    return channel;
  }

  /** So far, after all that the loop was given before. */
  List<String> told() {
    return running.call(() -> List.copyOf(told));
  }
}
