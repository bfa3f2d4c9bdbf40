// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Context;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.PeerInfo;
import java.util.concurrent.RejectedExecutionException;

/**
 * How what clients send gets from the loop thread to the {@link BridgeDesk}. For the loop thread;
 * the figures for any.
 */
interface BridgeWay {
  /** How many messages it takes now. */
  int demand();

  /** Takes a client's message. */
  void take(BridgePeer peer, ZmqMessage message, PeerInfo sender);

  /** Takes it that a client is gone, after what it sent. */
  void gone(BridgePeer peer);

  /** Messages on their way. */
  long inFlight();

  /** Whether it takes nothing for now. */
  boolean isPaused();

  /** To a desk on the loop's own context: at once. What a client's end brings with it can wait. */
  record Direct(Context context, BridgeDesk desk) implements BridgeWay {
    @Override
    public int demand() {
      return Integer.MAX_VALUE;
    }

    @Override
    public void take(BridgePeer peer, ZmqMessage message, PeerInfo sender) {
      BridgeCall call = new BridgeCall(desk, peer.client(), message, sender);
      LoopContext.dispatch(context, call, desk::take);
    }

    @Override
    public void gone(BridgePeer peer) {
      try {
        context.runOnContext(there -> desk.gone(peer.client()));
      } catch (RejectedExecutionException e) {
        // Vert.x is closed: there is no bus any more.
      }
    }

    @Override
    public long inFlight() {
      return 0;
    }

    @Override
    public boolean isPaused() {
      return false;
    }
  }
}
