// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Sockets of every type, which must be well after whatever a test does to them. */
public abstract class BesiegedFixture {
  protected Besieged besieged;

  @BeforeEach
  void deploy() {
    besieged = new Besieged(List.of(Pairing.values()));
  }

  @AfterEach
  void shouldBeWellAndCloseInTime() {
    try (Besieged all = besieged) {
      all.isWell();
    }
  }
}
