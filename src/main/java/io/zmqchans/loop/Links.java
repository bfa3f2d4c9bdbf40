// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import zmq.io.net.Address;

/**
 * The connections that one socket made itself, each by the address of its own end, which is what
 * its messages can be known by. {@link #made} and {@link #gone} are for JeroMQ's I/O threads, one
 * call at a time: they only leave tasks for the loop. The rest is for the loop thread.
 */
final class Links {
  private final PollLoop loop;
  private final Receiver receiver;
  private final Map<SelectableChannel, String> links = new ConcurrentHashMap<>();

  Links(PollLoop loop, Receiver receiver) {
    this.loop = loop;
    this.receiver = receiver;
  }

  /** It has connected. A port may lead to two places, and then nobody could tell: not so here. */
  void made(SocketChannel channel) {
    String link;
    try {
      link = new Address(channel.getLocalAddress()).address();
    } catch (IOException e) {
      return; // gone already, without a message
    }
    sweep();
    if (links.containsValue(link)) {
      Peers.cut(channel); // JeroMQ connects again, from another port
    }
    links.put(channel, link);
    loop.submit(LoopTask.of(() -> receiver.made(link)));
  }

  /** A connection has ended. */
  void gone(SelectableChannel channel) {
    String link = links.remove(channel);
    if (link != null && !links.containsValue(link)) {
      loop.submit(LoopTask.of(() -> receiver.lost(link)));
    }
  }

  /** Any thread. Looks for those that we ended, of which JeroMQ doesn't tell. */
  void sweep() {
    links.keySet().stream().filter(each -> !each.isOpen()).forEach(this::gone);
  }
}
