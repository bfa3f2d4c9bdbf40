// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ.Socket;
import zmq.Ctx;
import zmq.io.IOThread;
import zmq.poll.Poller;
import zmq.socket.radiodish.Radio;
import zmq.util.MultiMap;

/** The maps that take the place of JeroMQ's. */
class MendedTest {
  private final WatchableContext context = new WatchableContext();
  private Socket socket;

  @AfterEach
  void close() {
    socket.close();
    context.terminate();
  }

  private static Object get(Class<?> owner, String name, Object from) throws Exception {
    Field field = owner.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(from);
  }

  @Test
  @SuppressWarnings("unchecked")
  void shouldHaveEachMemberOfAGroupOnce() throws Exception {
    socket = context.socket(SocketType.RADIO);
    RadioMembers.mend(socket.base());
    var members = (Map<String, List<Object>>) get(Radio.class, "subscriptions", socket.base());
    assertThat(members.put("a", new ArrayList<>())).isNull();
    assertThat(members.get("a").add(null)).isTrue();
    assertThat(members.get("a").add(null)).isFalse();
    assertThat(members.put("a", new ArrayList<>())).hasSize(1);
    assertThat(members.remove("a")).isEmpty();
  }

  @Test
  @SuppressWarnings("unchecked")
  void shouldKeepTheNewestOfEqualTimers() throws Exception {
    socket = context.socket(SocketType.PAIR);
    Timers.mend(context);
    List<Object> threads = (List<Object>) get(Ctx.class, "ioThreads", context);
    assertThat(threads).hasSize(1);
    Object poller = get(IOThread.class, "poller", threads.get(0));
    Object timers = get(Poller.class.getSuperclass(), "timers", poller);
    var constructor = get(MultiMap.class, "inverse", timers).getClass().getDeclaredConstructor();
    constructor.setAccessible(true);
    var map = (Map<Object, Object>) constructor.newInstance(); // its own is the poller's
    List<Integer> former = List.of(1);
    List<Integer> newest = new ArrayList<>(former);
    assertThat(map.put(former, 1L)).isNull();
    assertThat(map.put(newest, 2L)).isEqualTo(1L);
    assertThat(map.keySet()).singleElement().isSameAs(newest);
    assertThat(map.remove(newest)).isEqualTo(2L);
  }
}
