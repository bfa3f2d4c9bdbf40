// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.channels.Pipe;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import zmq.Command;
import zmq.ZError;
import zmq.ZObject;

/** What becomes of a signal that can't be written. */
class OrderedMailboxTest {
  private final Command command = command();
  private Pipe pipe;

  @BeforeEach
  void open() throws IOException {
    pipe = Pipe.open();
  }

  @AfterEach
  void close() throws IOException {
    pipe.sink().close();
    pipe.source().close();
  }

  private static Command command() {
    try {
      Constructor<Command> own =
          Command.class.getDeclaredConstructor(ZObject.class, Command.Type.class);
      own.setAccessible(true);
      return own.newInstance(null, Command.Type.TERM_ACK);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private OrderedMailbox mailbox(Deque<Command> queue) {
    return new OrderedMailbox(null, queue, new AtomicLong(), pipe.sink());
  }

  /** Or who sends it does nothing more, and a session's connection stays for ever. */
  @Test
  void shouldNotMindThatTheLastCommandWasTakenAndTheMailboxClosed() {
    @SuppressWarnings("serial") // nobody writes it
    Deque<Command> queue =
        new ConcurrentLinkedDeque<>() {
          @Override
          public void addLast(Command added) {
            super.addLast(added);
            try {
              pipe.sink().close();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    mailbox(queue).send(command);
    assertThat(queue).containsExactly(command);
  }

  @Test
  void shouldTellWhenItIsOpenAndCannotSignal() throws IOException {
    OrderedMailbox mailbox = mailbox(new ConcurrentLinkedDeque<>());
    pipe.source().close();
    assertThatThrownBy(() -> mailbox.send(command)).isInstanceOf(ZError.IOException.class);
  }
}
