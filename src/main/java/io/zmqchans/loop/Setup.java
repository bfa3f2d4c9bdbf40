// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import java.util.function.IntFunction;
import org.zeromq.ZMQ.Socket;
import org.zeromq.ZMQ.Socket.Mechanism;
import zmq.Msg;
import zmq.ZMQ;
import zmq.msg.MsgAllocator;

/** Makes a fresh socket what its configuration says. For the loop thread. */
final class Setup {
  private static final long MAX_MESSAGE_BYTES = 64 << 20;
  private static final int HANDSHAKE_MILLIS = 1000;
  private static final long BACKLOG_BYTES = 16 << 20;
  private static final int MAX_DOMAIN = 255;

  /** A socket that isn't read, as its consumer pauses, doesn't see its peers' answers either. */
  private static final int HEARTBEAT_MILLIS = 60_000;

  private Setup() {}

  static void fresh(
      SocketOptions options, int lingerMillis, LoopSocket target, SocketSetup mechanism) {
    Socket socket = target.socket();
    named(
        options,
        () -> {
          defaults(socket, target.kind(), lingerMillis);
          settings(options, target);
          mechanism.apply(socket);
          bound(socket, target.kind());
          target.connections().watch(options.isMonitor());
          if (options.getConfigurator() != null) {
            options.getConfigurator().accept(socket);
          }
          if (socket.getMechanism() == Mechanism.CURVE) {
            curve(socket, target);
          }
          boolean set = options.getOptions().containsKey("zap_domain");
          if (!set && target.kind() != SocketKind.STREAM) {
            target.endpoints().askOnBind(domain(target.fullName()));
          }
          endpoints(options, target);
        });
  }

  /** Its ZAP domain, unless it is configured otherwise. */
  static String domain(String fullName) {
    return fullName.substring(0, Math.min(fullName.length(), MAX_DOMAIN));
  }

  static void adopted(SocketOptions options, LoopSocket target) {
    named(
        options,
        () -> {
          settings(options, target);
          target.connections().watch(options.isMonitor());
          target.endpoints().adopt();
          endpoints(options, target);
        });
  }

  private static void named(SocketOptions options, Runnable setup) {
    try {
      setup.run();
    } catch (RuntimeException e) {
      throw ZmqFailure.of(e)
          .exception("socket '%s': %s".formatted(options.getName(), e.getMessage()));
    }
  }

  private static void settings(SocketOptions options, LoopSocket target) {
    options.getOptions().getMap().forEach(target.options()::set);
  }

  private static void endpoints(SocketOptions options, LoopSocket target) {
    options.getAttach().forEach(target.endpoints()::attach);
    options.getBind().forEach(target.endpoints()::bind);
    options.getConnect().forEach(target.endpoints()::connect);
    // Last: what is said by inproc before the other is bound, JeroMQ takes for an identity.
    options.getSubscribe().forEach(topic -> target.socket().subscribe(topic));
    options.getJoin().forEach(target.groups()::join);
  }

  private static void defaults(Socket socket, SocketKind kind, int lingerMillis) {
    socket.setLinger(lingerMillis);
    socket.setMaxMsgSize(MAX_MESSAGE_BYTES);
    // JeroMQ loses some connects between TCP and handshake (#1022); this ends the wait for them.
    socket.setHandshakeIvl(HANDSHAKE_MILLIS);
    if (kind.receives()) {
      socket.setHeartbeatTimeout(HEARTBEAT_MILLIS);
    }
    if (kind == SocketKind.SUB || kind == SocketKind.XSUB || kind == SocketKind.DISH) {
      socket.setSndHWM(0); // subscriptions count against it, and those above it would be lost
    }
    if (kind == SocketKind.DISH) {
      // Each connection is to have its own pipe: JeroMQ tells a SUB's old one of all topics when it
      // has connected again, and doesn't tell a DISH's of its groups.
      socket.setImmediate(false);
    }
  }

  /**
   * JeroMQ 0.6.0 lets a negative size pass maxmsgsize (#1005), and allocates what a header says.
   * This bounds both, and what it refuses costs only the peer that sent it.
   */
  private static void bound(Socket socket, SocketKind kind) {
    long max = socket.getMaxMsgSize();
    IntFunction<Msg> frame = kind == SocketKind.RADIO ? Named::new : Msg::new;
    socket.setMsgAllocator(size -> frame.apply(size < 0 || size > max ? 0 : size));
  }

  /**
   * JeroMQ's RADIO reads the name of every command it gets, also of one that has none or says that
   * it has less than nothing. What that throws may keep the context from ever ending.
   */
  private static final class Named extends Msg {
    Named(int size) {
      super(size);
    }

    @Override
    public byte get(int index) {
      boolean nameless = isCommand() && index == 0 && (size() == 0 || super.get(0) < 0);
      return nameless ? Byte.MAX_VALUE : super.get(index); // longer than any name there is
    }
  }

  /**
   * JeroMQ corrupts what CURVE encrypted when a pipe is full (#1009), so none may ever be. What
   * then waits in memory is bounded here: beyond that connections are cut off until half of it is
   * taken.
   */
  private static void curve(Socket socket, LoopSocket target) {
    socket.setRcvHWM(0);
    Backlog backlog = new Backlog(socket.getMaxMsgSize() + BACKLOG_BYTES);
    target.connections().bound(backlog);
    MsgAllocator bounded = (MsgAllocator) socket.base().getSocketOptx(ZMQ.ZMQ_MSG_ALLOCATOR);
    socket.setMsgAllocator(
        size -> {
          Msg frame = bounded.allocate(size);
          if (backlog.add(frame.size())) {
            target.connections().suspectBacklog();
          }
          return frame;
        });
  }
}
