// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqMessage;

/**
 * Who takes what a socket receives. Called on the loop thread only; whatever it throws ends the
 * loop.
 */
public interface Receiver {
  /** What {@link #demand()} returns where nothing limits it: more than a socket gives in a turn. */
  int UNLIMITED = 1 << 20;

  /** Takes nothing: the socket isn't read. */
  Receiver NONE =
      new Receiver() {
        @Override
        public int demand() {
          return 0;
        }

        @Override
        public void receive(ZmqMessage message) {
          throw new IllegalStateException("not asked for");
        }
      };

  /** Throws away what nobody is meant to get. */
  Receiver NOBODY =
      new Receiver() {
        @Override
        public int demand() {
          return UNLIMITED;
        }

        @Override
        public void receive(ZmqMessage message) {
          // As libzmq does with what is sent to a PUB.
        }
      };

  /**
   * How many messages it takes now. At 0 the socket isn't read until {@link LoopSocket#resume()}.
   *
   * @return 0 or more
   */
  int demand();

  /** Takes a message; called at most as often as {@link #demand()} said. */
  void receive(ZmqMessage message);

  /** A message came, and was counted, that sockets of this type don't have: why not. */
  default void misfit(String why) {}

  /** That was all there is for now, or all that was asked for. */
  default void received() {}

  /**
   * The socket has connected.
   *
   * @param link this end's address, as in {@link LoopSocket#link()}
   */
  default void made(String link) {}

  /**
   * A connection that the socket made is gone; what came by it may still be received, until this
   * address is {@link #made} again.
   *
   * @param link this end's address
   */
  default void lost(String link) {}

  /** The socket is about to be closed: what is sent now is tried once. */
  default void closing() {}
}
