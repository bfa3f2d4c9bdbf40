// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zmq.Ctx;
import zmq.io.IOThread;
import zmq.poll.Poller;
import zmq.util.MultiMap;

/**
 * Makes the timers of JeroMQ's I/O threads go off, in one context. For the loop thread.
 *
 * <p>JeroMQ keeps timers as the keys of a map. One that was cancelled stays there until its time
 * comes, and when it is set again before, Java's map keeps the old key, which is still marked as
 * cancelled: the new timer never goes off. So after every other answer to a heartbeat nobody
 * notices any more that a peer has fallen silent. This puts a map in its place that keeps the new
 * key.
 *
 * <p>The fields are private to JeroMQ 0.6.0: if one is another or out of reach (on the module path,
 * unless {@code --add-opens} of {@code org.zeromq.jeromq/zmq}, {@code zmq.io}, {@code zmq.poll} and
 * {@code zmq.util} to {@code io.zmqchans}) nothing is touched.
 */
final class Timers {
  private static final Fields FIELDS = Fields.find();

  private record Fields(Field threads, Field poller, Field timers, Field map) {
    /** Null unless all is as it is known. */
    static Fields find() {
      try {
        return new Fields(
            PrivateField.open(Ctx.class, "ioThreads", List.class),
            PrivateField.open(IOThread.class, "poller", Poller.class),
            PrivateField.open(Poller.class.getSuperclass(), "timers", MultiMap.class),
            PrivateField.open(MultiMap.class, "inverse", Map.class));
      } catch (NoSuchFieldException e) {
        return null;
      }
    }
  }

  @SuppressWarnings("serial") // nobody writes it
  private static final class NewestKeys<K, V> extends HashMap<K, V> {
    @Override
    public V put(K key, V value) {
      V former = remove(key);
      super.put(key, value);
      return former;
    }
  }

  private Timers() {}

  /** When the threads are there, that is after the first socket, and before they have a timer. */
  static void mend(Ctx context) {
    try {
      if (FIELDS != null) {
        for (Object thread : (List<?>) FIELDS.threads.get(context)) {
          Object timers = FIELDS.timers.get(FIELDS.poller.get(thread));
          FIELDS.map.set(timers, new NewestKeys<>());
        }
      }
    } catch (IllegalAccessException e) {
      throw new AssertionError(e); // they are accessible, or there would be no FIELDS
    }
  }
}
