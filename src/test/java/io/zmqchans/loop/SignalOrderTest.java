// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.ZMQ.Socket;
import zmq.ZMQ;

/** JeroMQ's signals, in the right order and in its own. */
class SignalOrderTest {
  private static final int SECONDS = 10;

  private final Logger logger = Logger.getLogger(ZmqContext.class.getName());
  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          logged.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
    logger.setLevel(Level.INFO); // tests log less
  }

  @AfterEach
  void listenNoMore() {
    logger.removeHandler(handler);
    logger.setLevel(null);
  }

  private static ZmqContext open(boolean signalOrder) {
    ZmqContext context = new ZmqContext("signals", 2, signalOrder, (thread, e) -> {});
    context.open();
    return context;
  }

  private static Socket socket(ZmqContext context, SocketKind kind) {
    Socket socket = context.socket(kind, false);
    socket.setReceiveTimeOut(SECONDS * 1000);
    socket.setHandshakeIvl(500); // a connect that hangs (#1022) is tried again
    return socket;
  }

  @Test
  void shouldKnowTheFieldsOfThisJeroMq() {
    assertThat(SignalOrder.isPossible()).isTrue();
  }

  @Test
  void shouldSayWhichOrderIsInUse() {
    open(true).close(0);
    open(false).close(0);

    assertThat(logged)
        .containsExactly(
            "signals: signals of JeroMQ in the right order",
            "signals: signals of JeroMQ in its own order, as configured");
  }

  @ParameterizedTest(name = "in the right order: {0}")
  @ValueSource(booleans = {true, false})
  void shouldCarryMessagesBetweenContexts(boolean signalOrder) {
    ZmqContext one = open(signalOrder);
    ZmqContext other = open(!signalOrder);
    Socket pull = socket(one, SocketKind.PULL);
    Socket push = socket(other, SocketKind.PUSH);
    pull.bind("tcp://127.0.0.1:*");
    push.connect(pull.getLastEndpoint());
    for (int i = 0; i < 1000; i++) {
      push.send(Integer.toString(i));
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(pull.recvStr()).isEqualTo(Integer.toString(i));
    }
    pull.close();
    push.close();
    assertThat(one.close(SECONDS * 1000L)).isTrue();
    assertThat(other.close(SECONDS * 1000L)).isTrue();
  }

  @Test
  void shouldKeepTheInterruptOfASender() {
    ZmqContext context = open(true);
    Socket one = socket(context, SocketKind.PAIR);
    Socket other = socket(context, SocketKind.PAIR);
    one.bind("inproc://interrupted");
    other.connect("inproc://interrupted");
    RawSocket raw = new RawSocket(one);
    RawSocket peer = new RawSocket(other);
    for (int i = 0; i < 100; i++) {
      Thread.currentThread().interrupt();
      assertThat(raw.send(new byte[] {(byte) i}, false)).isTrue();
      assertThat(Thread.interrupted()).isTrue();
      Eventually.until(() -> "readable", () -> (peer.events() & ZMQ.ZMQ_POLLIN) != 0);
      assertThat(peer.receive().data()).containsExactly(i);
    }
    one.close();
    other.close();
    assertThat(context.close(SECONDS * 1000L)).isTrue();
  }

  /** Entries of the table are used again when a socket is gone. */
  @Test
  void shouldCloseExactlyHoweverOften() {
    for (int round = 0; round < 50; round++) {
      ZmqContext context = open(true);
      List<Socket> sockets = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        Socket router = socket(context, SocketKind.ROUTER);
        Socket dealer = socket(context, SocketKind.DEALER);
        router.bind("tcp://127.0.0.1:*");
        dealer.connect(router.getLastEndpoint());
        dealer.send("hello");
        router.recv();
        sockets.add(dealer);
        router.close();
      }
      sockets.forEach(Socket::close);
      assertThat(context.close(SECONDS * 1000L)).isTrue();
    }
  }
}
