// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import zmq.ZMQ;
import zmq.io.net.Address;

/** What becomes of JeroMQ's events; it is the test that has them happen, to real connections. */
class MonitorEventsTest extends ConnectionsFixture {
  private static final String ENDPOINT = "tcp://127.0.0.1:1";

  private final Watcher watcher =
      new Watcher() {
        @Override
        public void happened(String event, String endpoint, String peer, Integer value) {
          told.add(event + " " + endpoint + " " + peer + " " + value);
        }

        @Override
        public void limited(String peer, int maxConnections) {
          told.add("limited " + peer + " " + maxConnections);
        }
      };

  private Monitor monitor(int maxConnections, boolean tells) {
    Links links = new Links(running.loop(), new LinkTeller(told));
    return new Monitor(running.loop(), peers, links, watcher, maxConnections, tells);
  }

  private SocketChannel happen(Monitor monitor, int event, SocketChannel channel) {
    monitor.consume(new ZMQ.Event(event, ENDPOINT, channel));
    return channel;
  }

  private String peer() throws IOException {
    return "tcp:/" + server.getLocalAddress();
  }

  private static boolean isCut(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    return channel.read(ByteBuffer.allocate(1)) < 0;
  }

  @Test
  void shouldCutOffOneMoreThanThereMayBe() throws IOException {
    Monitor monitor = monitor(2, false);
    SocketChannel first = happen(monitor, ZMQ.ZMQ_EVENT_ACCEPTED, connect());
    SocketChannel second = happen(monitor, ZMQ.ZMQ_EVENT_ACCEPTED, connect());
    SocketChannel third = happen(monitor, ZMQ.ZMQ_EVENT_ACCEPTED, connect());
    assertThat(isCut(first)).isFalse();
    assertThat(isCut(second)).isFalse();
    assertThat(isCut(third)).isTrue();
    assertThat(peers.count()).isEqualTo(2);
    assertThat(told()).containsExactly("limited " + peer() + " 2");
  }

  @Test
  void shouldHaveRoomOnceOneIsGone() throws IOException {
    Monitor monitor = monitor(1, false);
    SocketChannel first = happen(monitor, ZMQ.ZMQ_EVENT_ACCEPTED, connect());
    happen(monitor, ZMQ.ZMQ_EVENT_DISCONNECTED, first);
    assertThat(peers.count()).isZero();
    SocketChannel second = happen(monitor, ZMQ.ZMQ_EVENT_ACCEPTED, connect());
    assertThat(isCut(second)).isFalse();
    second.close(); // and JeroMQ doesn't tell
    assertThat(isCut(happen(monitor, ZMQ.ZMQ_EVENT_ACCEPTED, connect()))).isFalse();
    assertThat(told()).isEmpty();
  }

  @Test
  void shouldNotLimitWhatItConnectsTo() throws IOException {
    Monitor monitor = monitor(1, false);
    for (int i = 0; i < 3; i++) {
      assertThat(isCut(happen(monitor, ZMQ.ZMQ_EVENT_CONNECTED, connect()))).isFalse();
    }
    assertThat(peers.count()).isEqualTo(3);
  }

  @Test
  void shouldTellOfTheLinksThatItMakes() throws IOException {
    Monitor monitor = monitor(1, false);
    happen(monitor, ZMQ.ZMQ_EVENT_ACCEPTED, connect());
    assertThat(told()).isEmpty();
    SocketChannel made = happen(monitor, ZMQ.ZMQ_EVENT_CONNECTED, connect());
    String link = new Address(made.getLocalAddress()).address();
    assertThat(told()).containsExactly("made " + link);
    happen(monitor, ZMQ.ZMQ_EVENT_DISCONNECTED, made);
    assertThat(told()).containsExactly("made " + link, "lost " + link);
  }

  @Test
  void shouldTellOfAllThatHappensIfItTells() throws IOException {
    Monitor monitor = monitor(2, true);
    SocketChannel channel = happen(monitor, ZMQ.ZMQ_EVENT_ACCEPTED, connect());
    String peer = peer();
    channel.close();
    happen(monitor, ZMQ.ZMQ_EVENT_DISCONNECTED, channel);
    monitor.consume(new ZMQ.Event(ZMQ.ZMQ_EVENT_CONNECT_RETRIED, ENDPOINT, 100));
    assertThat(told())
        .containsExactly(
            "accepted " + ENDPOINT + " " + peer + " null",
            "disconnected " + ENDPOINT + " " + peer + " null",
            "connect_retried " + ENDPOINT + " null 100");
  }

  @Test
  void shouldAskForNoMoreThanIsNeeded() {
    int needed =
        ZMQ.ZMQ_EVENT_LISTENING
            | ZMQ.ZMQ_EVENT_CONNECTED
            | ZMQ.ZMQ_EVENT_ACCEPTED
            | ZMQ.ZMQ_EVENT_DISCONNECTED;
    assertThat(monitor(1, false).events()).isEqualTo(needed);
    int all = monitor(1, true).events();
    assertThat(all & needed).isEqualTo(needed);
    assertThat(all & ZMQ.ZMQ_EVENT_HANDSHAKE_PROTOCOL).isNotZero();
    assertThat(all & ZMQ.ZMQ_EVENT_MONITOR_STOPPED).isZero();
  }

  @Test
  void shouldRememberPeersUntilTheyAreGone() throws IOException {
    Monitor monitor = monitor(2, true);
    SocketChannel first = happen(monitor, ZMQ.ZMQ_EVENT_ACCEPTED, connect());
    SocketChannel second = happen(monitor, ZMQ.ZMQ_EVENT_ACCEPTED, connect());
    Map<?, ?> open = (Map<?, ?>) Inside.get(Monitor.class, "open", monitor);
    assertThat(open.keySet()).isEqualTo(Set.of(first, second));
    first.close(); // and JeroMQ doesn't tell
    SocketChannel third = happen(monitor, ZMQ.ZMQ_EVENT_ACCEPTED, connect());
    assertThat(open.keySet()).isEqualTo(Set.of(second, third));
    happen(monitor, ZMQ.ZMQ_EVENT_DISCONNECTED, second);
    assertThat(open.keySet()).isEqualTo(Set.of(third));
  }

  @Test
  void shouldNotKnowWhoWasGoneBeforeAnybodyAsked() throws IOException {
    SocketChannel channel = connect();
    channel.close();
    happen(monitor(2, true), ZMQ.ZMQ_EVENT_ACCEPTED, channel);
    assertThat(told()).containsExactly("accepted " + ENDPOINT + " null null");
  }

  @Test
  void shouldTellWhoListens() {
    monitor(2, false).consume(new ZMQ.Event(ZMQ.ZMQ_EVENT_LISTENING, ENDPOINT, server));
    Map<?, ?> listeners = (Map<?, ?>) Inside.get(Peers.class, "listeners", peers);
    assertThat(listeners.keySet()).isEqualTo(Set.of(ENDPOINT));
  }
}
