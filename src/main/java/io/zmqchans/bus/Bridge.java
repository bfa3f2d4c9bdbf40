// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.LoopSocket;
import java.util.Arrays;

/**
 * A bridge's way from its socket to the context where all that its clients have on the bus lives,
 * at its {@link BridgeDesk}. The loop thread notes who sent what, or is gone. The figures are for
 * any thread.
 */
final class Bridge implements Out {
  private final Context hub;
  private final Context serving;
  private final byte[] farewell;
  private final BridgePeers peers;
  private final BridgeDesk desk;
  private final BridgeWay way;
  private final boolean headers;
  private boolean closed;

  /**
   * Of a socket that isn't open yet.
   *
   * @param hub where the desk's end is waited for
   * @param serving the desk's context
   * @param farewell what the socket receives instead of a client that is gone, which no client must
   *     be able to guess
   */
  Bridge(
      Context hub,
      Context serving,
      byte[] farewell,
      boolean headers,
      Outlet outlet,
      BridgeDesk desk) {
    this.hub = hub;
    this.serving = serving;
    this.farewell = farewell;
    this.headers = headers;
    this.desk = desk;
    this.way =
        LoopContext.isOne(serving)
            ? new BridgeWay.Direct(serving, desk)
            : new BridgeQueue(serving, desk, () -> outlet.onLoop(outlet.onDemand()));
    this.peers =
        new BridgePeers(outlet.loop(), outlet.events(), desk.options().getMaxPending(), way::gone);
  }

  /** On the loop thread, before anything is received. */
  void opened(LoopSocket socket) {
    peers.opened(socket);
  }

  @Override
  public int demand() {
    return closed ? 0 : way.demand();
  }

  @Override
  public void receive(ZmqMessage message) {
    byte[] id = message.array(0);
    BridgePeer peer = null;
    if (message.size() == 2 && Arrays.equals(message.array(1), farewell)) {
      peers.left(id);
    } else {
      peer = peers.at(id, peers.socket().link());
    }
    if (peer == null) { // its last word, or one that came too late
      desk.farewell();
    } else {
      way.take(peer, message, headers ? peers.socket().sender() : null);
    }
  }

  @Override
  public void made(String link) {
    peers.made(link);
  }

  @Override
  public void lost(String link) {
    peers.lost(link);
  }

  @Override
  public Future<Void> leave() {
    Hop<Void> left = new Hop<>(hub);
    serving.runOnContext(there -> desk.close().onComplete(left));
    return left.future();
  }

  @Override
  public void closing() {
    closed = true;
  }

  @Override
  public void close() {
    peers.close();
  }

  @Override
  public void passed() {
    throw new IllegalStateException("never in a proxy");
  }

  @Override
  public void check() {
    peers.socket().sweep();
  }

  @Override
  public long delivered() {
    return desk.delivered();
  }

  @Override
  public long inFlight() {
    return way.inFlight();
  }

  @Override
  public long redelivered() {
    return 0;
  }

  @Override
  public boolean isPaused() {
    return way.isPaused();
  }

  @Override
  public void addTo(JsonObject stats) {
    stats.put("pending", peers.pending());
    desk.addTo(stats);
  }
}
