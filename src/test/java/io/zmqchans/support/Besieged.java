// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import java.net.URI;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.zeromq.ZContext;

/**
 * A verticle with a bound socket of every type and a well-behaved peer of each, while others attack
 * it; for one thread. Closing it checks that it closes in time and leaves nothing.
 */
public final class Besieged implements AutoCloseable {
  /** What a socket takes; not much, so that what is allocated for more shows. */
  public static final int MAX_MESSAGE = 1 << 20;

  private static final int CLOSE_MILLIS = 1000;
  private static final long CLOSE_LIMIT_MILLIS = CLOSE_MILLIS + 2000;

  private final Leaks leaks = new Leaks();
  private final Node node;
  private final List<Thread> threads;
  private final ZContext context = new ZContext();
  private final Map<Pairing, PolitePeer> peers = new EnumMap<>(Pairing.class);
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Vitals vitals;

  /** Deployed as by default, with all peers connected and heard. */
  public Besieged(Iterable<Pairing> types) {
    this(types, new JsonObject());
  }

  /** The same with further options. */
  public Besieged(Iterable<Pairing> types, JsonObject options) {
    JsonArray sockets = new JsonArray();
    types.forEach(each -> sockets.add(config(each, options)));
    node =
        Node.deploy(
            ThreadingModel.WORKER,
            new JsonObject().put("closeTimeout", CLOSE_MILLIS).put("sockets", sockets));
    threads = leaks.threadsSince();
    try {
      types.forEach(this::meet);
      types.forEach(this::isHeard);
      vitals = new Vitals(threads);
    } catch (RuntimeException | Error e) {
      context.close();
      node.close();
      throw e;
    }
  }

  private static JsonObject config(Pairing pairing, JsonObject more) {
    JsonObject options = more.copy().put("maxmsgsize", MAX_MESSAGE).put("handshake_ivl", 300);
    if (pairing == Pairing.REQ) {
      options.put("req_relaxed", true).put("req_correlate", true); // it may ask those who attack
    }
    JsonObject config = socket(pairing.type(), pairing.type());
    if (pairing == Pairing.SUB) {
      config.put("subscribe", "");
    } else if (pairing == Pairing.DISH) {
      config.put("join", PolitePeer.GROUP);
    }
    return config.put("options", options).put("bind", "tcp://127.0.0.1:*");
  }

  private void meet(Pairing pairing) {
    String type = pairing.type();
    if (pairing == Pairing.XSUB) {
      node.send(type, new byte[] {1}); // subscribes to everything
    }
    if (pairing.talk() != Pairing.Talk.SPEAKS || pairing == Pairing.XPUB) {
      node.vertx()
          .eventBus()
          .<ZmqMessage>localConsumer(
              node.address(type, "out"), message -> hear(pairing, message.body()));
    }
    peers.put(pairing, new PolitePeer(context, pairing, endpoint(pairing)));
  }

  private void hear(Pairing pairing, ZmqMessage message) {
    String last = message.string(message.size() - 1);
    boolean close = pairing == Pairing.STREAM && last.isEmpty(); // is what that would mean
    if (pairing.talk() == Pairing.Talk.ANSWERS && !close) {
      node.vertx().eventBus().send(node.address(pairing.type(), "in"), message);
    } else if (last.startsWith(PolitePeer.WORD)) {
      heard.add(last);
    }
  }

  /** Where the socket of this type is bound. */
  public String endpoint(Pairing pairing) {
    return node.endpoint(pairing.type());
  }

  /** A connection to it. */
  public RawPeer connect(Pairing pairing) {
    return new RawPeer(endpoint(pairing));
  }

  /** Connections that each send one of these, and no more; returns when all are closed. */
  public void sendEach(Pairing pairing, Collection<byte[]> contents) {
    List<RawPeer> peers = contents.stream().map(each -> connect(pairing).send(each).end()).toList();
    peers.forEach(RawPeer::awaitEnd);
    peers.forEach(RawPeer::close);
  }

  /**
   * Fails unless a message gets through between the socket and its peer, as its type has it.
   * Perhaps not the first one: those who attack may be given their share.
   */
  public void isHeard(Pairing pairing) {
    PolitePeer peer = peers.get(pairing);
    String word = peer.nextWord();
    Eventually.until(
        () -> pairing + " goes on; threads " + threads,
        () ->
            switch (pairing.talk()) {
              case ANSWERS -> peer.say(word) && peer.hears(word);
              case SPEAKS -> tell(pairing, word) && peer.hears(word);
              case LISTENS -> peer.say(word) && hears(word);
              case ASKS -> tell(pairing, word) && peer.answers(word) && hears(word);
            });
  }

  /** Sends, for which there must be room within the time of a wait. */
  private boolean tell(Pairing pairing, String word) {
    boolean grouped = pairing == Pairing.RADIO;
    node.send(pairing.type(), grouped ? ZmqMessage.of(PolitePeer.GROUP, word) : word);
    return true;
  }

  private boolean hears(String word) {
    try {
      String next;
      do {
        next = heard.poll(PolitePeer.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } while (next != null && !next.equals(word));
      return next != null;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Fails unless all peers are still heard, and the verticle is as it was before any attack. */
  public void isWell() {
    assertThat(threads).allMatch(Thread::isAlive);
    peers.keySet().forEach(this::isHeard);
    vitals.areAsBefore();
  }

  @Override
  public void close() {
    int[] ports = peers.keySet().stream().mapToInt(each -> port(endpoint(each))).toArray();
    context.close();
    long start = System.nanoTime();
    Node.await(node.vertx().undeploy(node.deployment()));
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    node.close();
    assertThat(millis).as("ms to undeploy").isLessThan(CLOSE_LIMIT_MILLIS);
    leaks.none(ports);
  }

  private static int port(String endpoint) {
    return URI.create(endpoint).getPort();
  }
}
