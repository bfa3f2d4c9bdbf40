// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ.Socket;
import zmq.Command;
import zmq.IMailbox;
import zmq.Mailbox;
import zmq.ZMQ;
import zmq.ZObject;
import zmq.socket.radiodish.Radio;

/** The maps and mailboxes that take the place of JeroMQ's. */
class MendedTest {
  private final WatchableContext context = new WatchableContext();
  private Socket socket;

  @AfterEach
  void close() {
    socket.close();
    context.terminate();
  }

  @Test
  @SuppressWarnings("unchecked")
  void shouldHaveEachMemberOfAGroupOnce() throws Exception {
    socket = context.socket(SocketType.RADIO);
    RadioMembers.mend(socket.base());
    var members =
        (Map<String, List<Object>>) Inside.get(Radio.class, "subscriptions", socket.base());
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
    List<Map<?, ?>> timers = Inside.timers(socket);
    assertThat(timers).hasSize(1);
    var constructor = timers.get(0).getClass().getDeclaredConstructor();
    constructor.setAccessible(true);
    var map = (Map<Object, Object>) constructor.newInstance(); // its own is the poller's
    List<Integer> former = List.of(1);
    List<Integer> newest = new ArrayList<>(former);
    assertThat(map.put(former, 1L)).isNull();
    assertThat(map.put(newest, 2L)).isEqualTo(1L);
    assertThat(map.keySet()).singleElement().isSameAs(newest);
    assertThat(map.remove(newest)).isEqualTo(2L);
  }

  @Test
  void shouldPutAMailboxBeforeEachOnce() {
    context.set(ZMQ.ZMQ_IO_THREADS, 2);
    socket = context.socket(SocketType.PAIR);
    IMailbox[] mailboxes = Inside.mailboxes(socket);
    int own = socket.base().getTid();
    SignalOrder order = new SignalOrder(2);
    order.mend(socket.base());
    IMailbox[] mended = mailboxes.clone();
    assertThat(mended[0]).as("nobody sends a context anything often").isInstanceOf(Mailbox.class);
    assertThat(List.of(mended[1], mended[2], mended[3], mended[own]))
        .doesNotHaveAnyElementsOfTypes(Mailbox.class);
    order.mend(socket.base());
    for (int thread : new int[] {1, 2, 3, own}) {
      assertThat(mailboxes[thread]).isSameAs(mended[thread]);
    }
  }

  @Test
  void shouldDoWhatAMailboxDoes() throws Exception {
    socket = context.socket(SocketType.PAIR);
    IMailbox[] mailboxes = Inside.mailboxes(socket);
    int another = 9;
    Mailbox original = new Mailbox(context, "another", another);
    assertThat(mailboxes[another]).isNull();
    mailboxes[another] = original;
    new SignalOrder(another - 1).mend(socket.base());
    IMailbox mended = mailboxes[another];
    mailboxes[another] = null;
    assertThat(mended).isNotSameAs(original);

    var constructor = Command.class.getDeclaredConstructor(ZObject.class, Command.Type.class);
    constructor.setAccessible(true);
    Command command = constructor.newInstance(null, Command.Type.STOP);
    Thread.currentThread().interrupt();
    mended.send(command);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(mended.recv(0)).isSameAs(command);
    mended.close();
    assertThat(original.getFd().isOpen()).isFalse();
  }

  @Test
  void shouldGiveCommandsDirectlyUntilItDoesNotAnyMore() throws Exception {
    socket = context.socket(SocketType.PAIR);
    OrderedMailbox mailbox = new SignalOrder(1).mend(socket.base());
    var constructor = Command.class.getDeclaredConstructor(ZObject.class, Command.Type.class);
    constructor.setAccessible(true);
    Command command = constructor.newInstance(null, Command.Type.STOP);
    List<String> given = new CopyOnWriteArrayList<>();
    mailbox.direct(here -> given.add("here"), elsewhere -> given.add("elsewhere"));
    mailbox.send(command);
    Thread other = new Thread(() -> mailbox.send(command));
    other.start();
    other.join(20_000);
    assertThat(given).containsExactly("here", "elsewhere");
    assertThat(mailbox.recv(0)).as("nothing was queued").isNull();

    mailbox.indirect();

    assertThat(mailbox.isDirect()).isFalse();
    assertThat(mailbox.recv(0)).as("a signal without a command").isNull();
    mailbox.send(command);
    assertThat(given).hasSize(2);
    assertThat(mailbox.recv(0)).isSameAs(command);
  }

  @Test
  void shouldNotMindASignalForNobody() throws Exception {
    socket = context.socket(SocketType.PAIR);
    Mailbox original = new Mailbox(context, "another", 9);
    IMailbox[] mailboxes = Inside.mailboxes(socket);
    mailboxes[9] = original;
    new SignalOrder(8).mend(socket.base());
    OrderedMailbox mailbox = (OrderedMailbox) mailboxes[9];
    mailboxes[9] = null;
    mailbox.signal();
    assertThat(original.recv(0)).as("a signal without a command").isNull();
    mailbox.close();
    mailbox.signal();
  }

  @Test
  void shouldKeepNoSelectorOfASocket() {
    socket = context.socket(SocketType.SERVER);
    var newest = (ThreadLocal<?>) Inside.get(WatchableContext.class, "NEWEST", null);
    assertThat(newest.get()).isNull();
  }
}
