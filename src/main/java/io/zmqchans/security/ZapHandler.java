// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

import io.vertx.core.internal.logging.Logger;
import io.vertx.core.internal.logging.LoggerFactory;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.Outgoing;
import io.zmqchans.loop.PeerInfo;
import io.zmqchans.loop.PollLoop;
import io.zmqchans.loop.Receiver;
import zmq.util.Z85;

/**
 * Answers the questions of JeroMQ's handshakes by ZAP (RFC 27), on a ROUTER of its own in the loop.
 * For the loop thread; {@link #gatekeeper} for any.
 *
 * <p>JeroMQ lets everybody in while nobody answers. So this is there before any other socket, until
 * the last of them is closed, and whatever it doesn't understand is out.
 */
public final class ZapHandler implements Receiver {
  private static final Logger LOG = LoggerFactory.getLogger(ZapHandler.class);
  private static final String VERSION = "1.0";
  private static final String UNKNOWN = "unknown";

  /** Id, empty, version, request id, domain, address, identity, mechanism; credentials follow. */
  private static final int FRAMES = 8;

  private static final int KEY_BYTES = 32;

  private final PollLoop loop;
  private volatile Gatekeeper gatekeeper;
  private LoopSocket socket;

  /** Any thread. */
  public ZapHandler(PollLoop loop, Gatekeeper gatekeeper) {
    this.loop = loop;
    this.gatekeeper = gatekeeper;
  }

  /** Any thread. Who decides on handshakes from now on; those asked already are not affected. */
  public void gatekeeper(Gatekeeper next) {
    gatekeeper = next;
  }

  /** Before any other socket is opened; later calls do nothing. */
  public void open() {
    if (socket == null) {
      socket = loop.sockets().openZap(this);
    }
  }

  @Override
  public int demand() {
    return UNLIMITED;
  }

  @Override
  public void receive(ZmqMessage request) {
    if (request.size() < FRAMES || !request.string(2).equals(VERSION)) {
      return; // not JeroMQ's: a socket of the same context that connected here
    }
    Handshake handshake = read(request);
    if (handshake.mechanism().equals(UNKNOWN)) {
      answer(request, handshake, Verdict.DENIED);
      return;
    }
    try {
      gatekeeper.ask(handshake, verdict -> answer(request, handshake, verdict));
    } catch (RuntimeException e) {
      LOG.warn("denied " + handshake + ": it could not be decided on", e);
      answer(request, handshake, Verdict.DENIED);
    }
  }

  private static Handshake read(ZmqMessage request) {
    String mechanism = request.string(FRAMES - 1);
    int credentials = request.size() - FRAMES;
    boolean plain = mechanism.equals("PLAIN") && credentials == 2;
    boolean curve =
        mechanism.equals("CURVE") && credentials == 1 && request.array(FRAMES).length == KEY_BYTES;
    return new Handshake(
        plain || curve || (mechanism.equals("NULL") && credentials == 0) ? mechanism : UNKNOWN,
        request.string(4),
        request.string(5),
        plain ? request.string(FRAMES) : null,
        plain ? request.string(FRAMES + 1) : null,
        curve ? Z85.encode(request.array(FRAMES), KEY_BYTES) : null);
  }

  private void answer(ZmqMessage request, Handshake handshake, Verdict verdict) {
    boolean in = verdict.allow();
    ZmqMessage reply =
        ZmqMessage.of(
            request.array(0),
            "",
            VERSION,
            request.array(3),
            in ? "200" : "400",
            in ? "OK" : "denied",
            "", // as User-Id, which the peer could overwrite
            in ? new PeerInfo(handshake.address(), verdict.userId()).toMetadata() : new byte[0]);
    loop.submit(new Reply(socket, reply));
  }

  private static final class Reply extends Outgoing {
    Reply(LoopSocket socket, ZmqMessage message) {
      super(socket, message);
    }

    /** JeroMQ asks once for each connection. */
    @Override
    protected int maxPending() {
      return Integer.MAX_VALUE;
    }

    @Override
    protected void accepted() {}

    @Override
    protected void sent() {}

    @Override
    protected void refused(ZmqFailure failure, String why) {
      // The loop is closed, and so is the connection it was about.
    }
  }
}
