// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WakeUpTest {
  private final WakeUp wakeUp = new WakeUp();

  @BeforeEach
  void open() throws IOException {
    wakeUp.open();
  }

  @AfterEach
  void close() {
    wakeUp.close();
  }

  private boolean isReadable() throws IOException {
    try (Selector selector = Selector.open()) {
      wakeUp.channel().register(selector, SelectionKey.OP_READ);
      return selector.selectNow() == 1;
    }
  }

  @Test
  void shouldBeReadableUntilItIsReceived() throws IOException {
    assertThat(isReadable()).isFalse();
    wakeUp.send();
    wakeUp.send();
    assertThat(isReadable()).isTrue();
    assertThat(wakeUp.receive()).isTrue();
    assertThat(isReadable()).isFalse();
  }

  @Test
  void shouldKeepTheInterruptOfASender() throws IOException {
    Thread.currentThread().interrupt();
    wakeUp.send();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(isReadable()).isTrue();
    assertThat(wakeUp.receive()).isTrue();
  }

  /** As an interrupt in the middle of a write does. */
  @Test
  void shouldTellThatItWasClosedAndGoOn() throws IOException {
    Pipe.SourceChannel former = wakeUp.channel();
    ((Pipe) Inside.get(WakeUp.class, "pipe", wakeUp)).sink().close();
    wakeUp.send();
    assertThat(isReadable()).isTrue();

    assertThat(wakeUp.receive()).isFalse();

    assertThat(former.isOpen()).isFalse();
    assertThat(isReadable()).isFalse();
    wakeUp.send();
    assertThat(isReadable()).isTrue();
    assertThat(wakeUp.receive()).isTrue();
  }

  @Test
  void shouldNeverBeFull() throws IOException {
    for (int i = 0; i < 100_000; i++) {
      wakeUp.send();
    }
    assertThat(wakeUp.receive()).isTrue();
  }

  @Test
  void shouldCloseWhetherItWasOpenedOrNot() {
    new WakeUp().close();
    wakeUp.close();
    assertThat(wakeUp.channel().isOpen()).isFalse();
    wakeUp.send(); // too late for anybody to mind
  }
}
