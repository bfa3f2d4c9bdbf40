// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;

/**
 * A channel that any thread may make readable. {@link #send()} is for any thread, the rest for the
 * loop's.
 *
 * <p>Java closes a pipe if its writer is interrupted meanwhile. Then its other end is readable,
 * too, and finds the end; there is another pipe from then on. So none is lost by that.
 */
final class WakeUp {
  private static final ThreadLocal<ByteBuffer> BYTE =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(1));

  private final ByteBuffer received = ByteBuffer.allocateDirect(64);
  private volatile Pipe pipe;

  void open() throws IOException {
    Pipe opened = Pipe.open();
    opened.source().configureBlocking(false);
    opened.sink().configureBlocking(false);
    pipe = opened;
  }

  /** What becomes readable. */
  Pipe.SourceChannel channel() {
    return pipe.source();
  }

  /** Any thread. */
  void send() {
    try {
      write(pipe.sink()); // or it is full, and readable, too
    } catch (ClosedChannelException e) {
      // The other end tells.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Any thread. Writes a byte; returns whether there was room. */
  static boolean write(Pipe.SinkChannel sink) throws IOException {
    boolean interrupted = Thread.interrupted(); // or the write would close the pipe
    try {
      return sink.write(BYTE.get().clear()) > 0;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Takes what was sent; returns whether there is still the same channel. */
  boolean receive() {
    try {
      if (pipe.source().read(received.clear()) >= 0) {
        return true;
      }
      close();
      open();
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void close() {
    try {
      if (pipe != null) {
        pipe.sink().close();
        pipe.source().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
