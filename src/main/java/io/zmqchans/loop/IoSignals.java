// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.nio.channels.SelectableChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import zmq.poll.IPollEvents;
import zmq.poll.Poller;
import zmq.poll.Poller.Handle;

/**
 * How the loop hears of what there is for its sockets while its thread does JeroMQ's I/O: directly,
 * or by a channel of a socket whose mailbox isn't known, such as a ready-made one's. For the loop
 * thread.
 */
final class IoSignals {
  private final PollLoop loop;
  private final Poller poller;
  private final Runnable onSignal;
  private final Map<SelectableChannel, Handle> handles = new HashMap<>();
  private final Set<OrderedMailbox> mailboxes = new HashSet<>();

  /** Of no socket yet. */
  IoSignals(PollLoop loop, Poller poller, Runnable onSignal) {
    this.loop = loop;
    this.poller = poller;
    this.onSignal = onSignal;
  }

  void add(LoopSocket socket) {
    OrderedMailbox mailbox = socket.mailbox();
    if (mailbox == null) {
      listen(
          socket.channel(),
          new IPollEvents() {
            @Override
            public void inEvent() {
              touch(socket);
            }
          });
    } else {
      mailboxes.add(mailbox);
      LoopTask told = told(socket, mailbox);
      mailbox.direct(
          command -> {
            mailbox.add(command);
            touch(socket);
          },
          command -> {
            mailbox.add(command);
            loop.submit(told);
          });
    }
    touch(socket); // something may have come before
  }

  private void touch(LoopSocket socket) {
    socket.resume();
    onSignal.run();
  }

  /** If it was taken off meanwhile, whoever hears its signals by now gets one. */
  private static LoopTask told(LoopSocket socket, OrderedMailbox mailbox) {
    return LoopTask.of(
        () -> {
          if (mailbox.isDirect()) {
            socket.resume();
          } else {
            mailbox.signal();
          }
        },
        mailbox::signal);
  }

  void remove(LoopSocket socket) {
    OrderedMailbox mailbox = socket.mailbox();
    if (mailboxes.remove(mailbox)) {
      mailbox.indirect();
    }
    ignore(socket.channel());
  }

  /** Has these events told when the channel is readable. */
  void listen(SelectableChannel channel, IPollEvents events) {
    Handle handle = poller.addHandle(channel, events);
    poller.setPollIn(handle);
    handles.put(channel, handle);
  }

  void ignore(SelectableChannel channel) {
    Handle handle = handles.remove(channel);
    if (handle != null) {
      poller.removeHandle(handle);
    }
  }

  /** Takes off all there are. */
  void end() {
    mailboxes.forEach(OrderedMailbox::indirect);
    mailboxes.clear();
    handles.values().forEach(poller::removeHandle);
    handles.clear();
  }
}
