// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.io.IOException;

/**
 * How the loop sleeps until a socket or a producer has something for it. For the loop thread,
 * except {@link #wake()}.
 */
interface Sleeper {
  /** How often the loop looks at what has no signal, while there is any. */
  long RETRY_MILLIS = 10;

  /** Before the rest, and before there is a socket. */
  void open() throws IOException;

  /** Has the socket's signals heard. */
  void add(LoopSocket socket);

  /** Before the socket is closed: afterwards JeroMQ's reaper thread hears them. */
  void remove(LoopSocket socket);

  /** Any thread. Ends the sleep, or the next one. */
  void wake();

  /** Lets the loop have its turns, and sleeps between them, until it is over. */
  void run(PollLoop loop);

  /** Gives JeroMQ's I/O a moment: for who waits for something it is to do. */
  void await();

  /** Nothing is slept on any more. */
  void close();
}
