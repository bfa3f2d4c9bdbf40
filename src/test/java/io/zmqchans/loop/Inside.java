// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import org.zeromq.ZMQ.Socket;
import zmq.Ctx;
import zmq.IMailbox;
import zmq.io.IOThread;
import zmq.poll.Poller;
import zmq.util.MultiMap;

/** What others keep to themselves. */
final class Inside {
  private Inside() {}

  static Object get(Class<?> owner, String name, Object from) {
    try {
      Field field = owner.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(from);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** The mailboxes of a socket's context: its own, the reaper's, the I/O threads', the sockets'. */
  static IMailbox[] mailboxes(Socket socket) {
    return (IMailbox[]) get(Ctx.class, "slots", socket.base().getCtx());
  }

  /** The maps in which the I/O threads of a socket's context have their timers. */
  static List<Map<?, ?>> timers(Socket socket) {
    List<?> threads = (List<?>) get(Ctx.class, "ioThreads", socket.base().getCtx());
    return threads.stream().<Map<?, ?>>map(Inside::timersOf).toList();
  }

  private static Map<?, ?> timersOf(Object thread) {
    Object poller = get(IOThread.class, "poller", thread);
    Object timers = get(Poller.class.getSuperclass(), "timers", poller);
    return (Map<?, ?>) get(MultiMap.class, "inverse", timers);
  }
}
