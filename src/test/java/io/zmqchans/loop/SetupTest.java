// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeromq.ZMQ.Curve;
import org.zeromq.ZMQ.Curve.KeyPair;
import org.zeromq.ZMQ.Socket;
import zmq.Msg;
import zmq.ZMQ;
import zmq.msg.MsgAllocator;

/** What a fresh socket is set to, and a ready-made one. */
class SetupTest extends LoopSocketFixture {
  private static final int LINGER = 17;
  private static final SocketSetup NO_MECHANISM = socket -> {};

  private LoopSocket fresh(SocketKind kind, SocketOptions options, SocketSetup mechanism) {
    LoopSocket fresh = loopSocket(kind, socket(kind, false));
    Setup.fresh(options.setName("name").setType(kind.typeName()), LINGER, fresh, mechanism);
    return fresh;
  }

  private LoopSocket fresh(SocketKind kind, SocketOptions options) {
    return fresh(kind, options, NO_MECHANISM);
  }

  private LoopSocket adopted(SocketKind kind, SocketOptions options) {
    LoopSocket adopted = loopSocket(kind, socket(kind, false));
    Setup.adopted(options.setName("name").setType(kind.typeName()), adopted);
    return adopted;
  }

  @Test
  void shouldMakeADomainOfUpTo255Characters() {
    assertThat(Setup.domain("v.n")).isEqualTo("v.n");
    assertThat(Setup.domain("v." + "n".repeat(300))).isEqualTo("v." + "n".repeat(253));
  }

  @ParameterizedTest
  @CsvSource({"PULL, 60000, 1000", "PUSH, -1, 1000", "SUB, 60000, 0", "XSUB, 60000, 0"})
  void shouldHaveItsDefaults(SocketKind kind, int heartbeatTimeout, int sndHwm) {
    Socket socket = fresh(kind, new SocketOptions()).socket();
    assertThat(socket.getLinger()).isEqualTo(LINGER);
    assertThat(socket.getMaxMsgSize()).isEqualTo(64 << 20);
    assertThat(socket.getHandshakeIvl()).isEqualTo(1000);
    assertThat(socket.getHeartbeatTimeout()).isEqualTo(heartbeatTimeout);
    assertThat(socket.getSndHWM()).isEqualTo(sndHwm);
  }

  @Test
  void shouldGiveEachConnectionOfADishItsOwnPipe() {
    Socket dish = fresh(SocketKind.DISH, new SocketOptions()).socket();
    assertThat(dish.getSndHWM()).isZero();
    assertThat(dish.isImmediate()).isFalse();
    assertThat(fresh(SocketKind.SUB, new SocketOptions()).socket().isImmediate()).isTrue();
  }

  @Test
  void shouldLeaveTheDefaultsOfAReadyMadeSocketAlone() {
    Socket socket = adopted(SocketKind.PULL, new SocketOptions().setOption("rcvhwm", 7)).socket();
    assertThat(socket.getLinger()).isZero();
    assertThat(socket.getMaxMsgSize()).isEqualTo(-1);
    assertThat(socket.getRcvHWM()).isEqualTo(7);
  }

  @Test
  void shouldApplyOneAfterTheOther() {
    SocketOptions options =
        new SocketOptions()
            .setOption("linger", 3)
            .setOption("rcvhwm", 3)
            .setConfigurator(socket -> told.add("configured " + socket.getRcvHWM()));
    SocketSetup mechanism =
        socket -> {
          told.add("mechanism " + socket.getRcvHWM());
          socket.setRcvHWM(4);
        };
    assertThat(fresh(SocketKind.PULL, options, mechanism).socket().getLinger()).isEqualTo(3);
    assertThat(told).containsExactly("mechanism 3", "configured 4");
  }

  @Test
  void shouldBindAndConnect() {
    SocketOptions options =
        new SocketOptions().setAttach("@inproc://a").setBind("inproc://b").setConnect("inproc://c");
    assertThat(fresh(SocketKind.PULL, options).endpoints())
        .hasToString("bound at inproc://a, bound at inproc://b, connected to inproc://c");
  }

  @Test
  void shouldKnowWhereAReadyMadeSocketIsBound() {
    Socket socket = socket(SocketKind.PULL, false);
    assertThat(socket.bind("inproc://its.owners")).isTrue();
    LoopSocket adopted = loopSocket(SocketKind.PULL, socket);
    SocketOptions options = new SocketOptions().setName("name").setType("pull");
    Setup.adopted(options.setConnect("inproc://c"), adopted);
    assertThat(adopted.endpoints())
        .hasToString("bound at inproc://its.owners, connected to inproc://c");
  }

  @Test
  void shouldSubscribeAndJoin() {
    Socket pub = socket(SocketKind.XPUB, false);
    pub.bind(ENDPOINT);
    fresh(SocketKind.SUB, new SocketOptions().setConnect(ENDPOINT).setSubscribe("topic"));
    assertThat(pub.recvStr()).isEqualTo("\1topic");
    LoopSocket dish = fresh(SocketKind.DISH, new SocketOptions().setJoin("group"));
    assertThat(Inside.get(Groups.class, "joined", dish.groups())).isEqualTo(Set.of("group"));
  }

  @Test
  void shouldSayWhichSocketCannotBe() {
    refused(
        ZmqFailure.BAD_ENDPOINT,
        () -> fresh(SocketKind.PULL, new SocketOptions().setBind(ENDPOINT, ENDPOINT)),
        "socket 'name': bind inproc://loop: Address already in use");
  }

  @ParameterizedTest
  @EnumSource(names = {"PULL", "STREAM"})
  void shouldHavePeersAskedAboutUnlessThereIsNoHandshake(SocketKind kind) {
    Socket socket = fresh(kind, new SocketOptions().setBind("tcp://127.0.0.1:*")).socket();
    assertThat(socket.getZapDomain()).isEqualTo(kind == SocketKind.PULL ? "test.socket" : "");
  }

  @Test
  void shouldHavePeersAskedAboutInTheDomainConfigured() {
    SocketOptions options =
        new SocketOptions().setOption("zap_domain", "").setBind("tcp://127.0.0.1:*");
    assertThat(fresh(SocketKind.PULL, options).socket().getZapDomain()).isEmpty();
  }

  private static MsgAllocator allocator(LoopSocket socket) {
    return (MsgAllocator) socket.socket().base().getSocketOptx(ZMQ.ZMQ_MSG_ALLOCATOR);
  }

  @ParameterizedTest
  @EnumSource(names = {"PULL", "RADIO"})
  void shouldAllocateNoMoreThanAllowed(SocketKind kind) {
    MsgAllocator allocator = allocator(fresh(kind, new SocketOptions().setOption("maxmsgsize", 9)));
    assertThat(allocator.allocate(-1).size()).isZero();
    assertThat(allocator.allocate(0).size()).isZero();
    assertThat(allocator.allocate(1).size()).isOne();
    assertThat(allocator.allocate(9).size()).isEqualTo(9);
    assertThat(allocator.allocate(10).size()).isZero();
  }

  @Test
  void shouldGiveANameToNamelessCommandsOfARadioOnly() {
    MsgAllocator radio = allocator(fresh(SocketKind.RADIO, new SocketOptions()));
    assertThat(command(radio, 0).get(0)).isEqualTo(Byte.MAX_VALUE);
    assertThat(command(radio, 2, -1, -2).get(0)).isEqualTo(Byte.MAX_VALUE);
    assertThat(command(radio, 2, -1, -2).get(1)).isEqualTo((byte) -2);
    assertThat(command(radio, 1, 0).get(0)).isZero();
    assertThat(command(radio, 1, 5).get(0)).isEqualTo((byte) 5);
    Msg message = radio.allocate(1);
    message.put(new byte[] {-1});
    assertThat(message.get(0)).isEqualTo((byte) -1);
    MsgAllocator pull = allocator(fresh(SocketKind.PULL, new SocketOptions()));
    assertThat(command(pull, 1, -1).get(0)).isEqualTo((byte) -1);
  }

  private static Msg command(MsgAllocator allocator, int size, int... bytes) {
    Msg command = allocator.allocate(size);
    command.setFlags(Msg.COMMAND);
    for (int each : bytes) {
      command.put((byte) each);
    }
    return command;
  }

  @Test
  void shouldNeverFillThePipeOfACurveSocket() {
    KeyPair keys = Curve.generateKeyPair();
    LoopSocket curve =
        fresh(
            SocketKind.PULL,
            new SocketOptions().setOption("maxmsgsize", 9),
            socket -> {
              socket.setCurveServer(true);
              socket.setCurveSecretKey(keys.secretKey.getBytes(ZMQ.CHARSET));
            });
    assertThat(curve.socket().getRcvHWM()).isZero();
    assertThat(allocator(curve).allocate(9).size()).isEqualTo(9);
    assertThat(allocator(curve).allocate(10).size()).isZero();
    Backlog backlog = (Backlog) Inside.get(Connections.class, "backlog", curve.connections());
    assertThat(backlog.mark()).as("9 bytes, none, and what both cost").isEqualTo(9 + 2 * 128);
    assertThat(backlog.add(9 + (16 << 20) - (9 + 3 * 128))).isFalse();
    assertThat(backlog.judge()).isFalse();
    Object handOff =
        Inside.get(Inflow.class, "handOff", Inside.get(PollLoop.class, "inflow", loop));
    Queue<?> tasks = (Queue<?>) Inside.get(HandOff.class, "queue", handOff);
    assertThat(tasks).isEmpty();
    allocator(curve).allocate(0);
    allocator(curve).allocate(0);
    assertThat(tasks).as("to judge, once").hasSize(1);
    assertThat(backlog.judge()).isTrue();
    assertThat(fresh(SocketKind.PULL, new SocketOptions()).socket().getRcvHWM()).isEqualTo(1000);
  }

  @Test
  void shouldWatchWhoConnects() {
    LoopSocket fresh = fresh(SocketKind.PULL, new SocketOptions().setBind("tcp://127.0.0.1:*"));
    assertThat(Inside.get(Connections.class, "watched", fresh.connections())).isEqualTo(true);
    LoopSocket adopted = adopted(SocketKind.PULL, new SocketOptions());
    assertThat(Inside.get(Connections.class, "watched", adopted.connections())).isEqualTo(true);
  }
}
