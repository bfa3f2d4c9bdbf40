// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.logging.Logger;
import io.vertx.core.internal.logging.LoggerFactory;
import io.zmqchans.BridgeOptions;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqOptions;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.PeerInfo;
import io.zmqchans.loop.PollLoop;
import io.zmqchans.loop.Receiver;
import io.zmqchans.loop.SocketSetup;
import java.security.SecureRandom;

/** Makes relays, and the ways from them to consumers. For the hub's context. */
final class Opener {
  private static final Logger LOG = LoggerFactory.getLogger(Opener.class);
  private static final int CAPTURE_IN_FLIGHT = 1000;
  private static final int FAREWELL_BYTES = 24;

  private final Vertx vertx;
  private final Context context;
  private final ZmqOptions options;
  private final PollLoop loop;
  private final Deliveries deliveries;

  /**
   * Any thread.
   *
   * @param context the hub's
   */
  Opener(Vertx vertx, Context context, ZmqOptions options, PollLoop loop) {
    this.vertx = vertx;
    this.context = context;
    this.options = options;
    this.loop = loop;
    this.deliveries = new Deliveries(vertx.eventBus());
  }

  /** All of a socket but the socket; adds to the options what their mode needs. */
  Relay make(SocketOptions socket) {
    Addresses addresses = Addresses.of(options.getName(), socket);
    Relay relay = new Relay(addresses, new Events(vertx, addresses.events(), socket.getName()));
    if (Rpc.isAsked(socket)) {
      Rpc.setDefaults(socket);
      relay.out(Rpc.of(socket, outlet(socket, relay), context));
    } else if (addresses.out() != null) {
      Delivery delivery = delivery(socket, outlet(socket, relay));
      relay.out(new OutChannel(socket, delivery, () -> relay.socket().sender(), relay.events()));
    }
    return relay;
  }

  /**
   * All of a bridge but its socket; adds to that one's options what tells of clients.
   *
   * @param serving the context that serves clients
   */
  Relay make(Context serving, BridgeOptions bridge, SocketOptions socket) {
    String prefix = options.getName() + "." + bridge.getName() + ".";
    Addresses addresses = new Addresses(null, null, prefix + "control", prefix + "events");
    Relay relay = new Relay(addresses, new Events(vertx, addresses.events(), bridge.getName()));
    byte[] farewell = new byte[FAREWELL_BYTES];
    new SecureRandom().nextBytes(farewell);
    socket.setOption("disconnect_msg", farewell);
    socket.setOption("selfaddr_property_name", PeerInfo.LINK);
    BridgeDesk desk = new BridgeDesk(serving, bridge, relay.events());
    boolean known = bridge.isHeaders() || bridge.getHandler() != null;
    relay.out(new Bridge(context, serving, farewell, known, outlet(socket, relay), desk));
    return relay;
  }

  private Outlet outlet(SocketOptions socket, Relay relay) {
    return new Outlet(
        vertx,
        loop,
        relay.events(),
        relay.addresses().out(),
        socket.getMaxInFlight(),
        socket.getOnFull().equals("drop") ? Outlet.Absence.DROP : Outlet.Absence.HOLD,
        () -> relay.socket().resume());
  }

  private Delivery delivery(SocketOptions socket, Outlet outlet) {
    return switch (socket.getDelivery()) {
      case "request" -> new AckedDelivery(outlet, socket.getRequestTimeout());
      case "publish" -> watched(new BusDelivery(outlet, true));
      default -> watched(new BusDelivery(outlet, false));
    };
  }

  /** On a cluster every node's {@link Courier} watches instead. */
  private BusDelivery watched(BusDelivery delivery) {
    if (!vertx.isClustered()) {
      deliveries.add(delivery);
    }
    return delivery;
  }

  /** Where copies of what a proxy forwards are published. */
  BusDelivery capture(String address, Relay frontend, Relay backend) {
    Runnable onDemand =
        () -> {
          frontend.socket().resume();
          backend.socket().resume();
        };
    return watched(
        new BusDelivery(
            new Outlet(
                vertx,
                loop,
                frontend.events(),
                address,
                CAPTURE_IN_FLIGHT,
                Outlet.Absence.IGNORE,
                onDemand),
            true));
  }

  /** On the loop thread. Opens the socket. */
  Relay open(Relay relay, SocketOptions socket, SocketSetup mechanism, Opening opening) {
    Receiver receiver = relay.out() == null ? Receiver.NONE : relay.out();
    LoopSocket opened =
        opening.open(socket, options.getCloseTimeout(), receiver, relay.connections(), mechanism);
    relay.opened(opened, in(relay, socket, opened));
    String kind = opened.kind().typeName();
    LOG.info(
        options.getName() + "." + relay.name() + ": opened, " + kind + " " + opened.endpoints());
    return relay;
  }

  private In in(Relay relay, SocketOptions socket, LoopSocket opened) {
    if (relay.out() instanceof Rpc rpc) {
      rpc.opened(opened);
      return rpc;
    } else if (relay.out() instanceof Bridge bridge) {
      bridge.opened(opened);
    }
    return relay.addresses().in() == null
        ? null
        : new InChannel(loop, opened, relay.events(), socket);
  }

  /** On the loop thread. Closes it. */
  Void close(Relay relay) {
    loop.sockets().close(relay.socket(), options.getCloseTimeout());
    if (relay.out() != null) {
      relay.out().close();
    }
    return null;
  }

  /** Nothing comes from there any more. */
  void forget(Relay relay) {
    if (relay.out() instanceof OutChannel out && out.delivery() instanceof BusDelivery delivery) {
      forget(delivery);
    }
  }

  void forget(BusDelivery delivery) {
    deliveries.remove(delivery);
  }
}
