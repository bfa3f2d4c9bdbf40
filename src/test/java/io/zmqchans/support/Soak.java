// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.time.Duration;

/** How long the tests tagged soak run, unless {@code -Dzmqchans.soak.…} says otherwise. */
public final class Soak {
  private Soak() {}

  /** {@code -Dzmqchans.soak.seconds}, or this. */
  public static Duration seconds(int byDefault) {
    return Duration.ofSeconds(Integer.getInteger("zmqchans.soak.seconds", byDefault));
  }

  /** {@code -Dzmqchans.soak.rounds}, or this. */
  public static int rounds(int byDefault) {
    return Integer.getInteger("zmqchans.soak.rounds", byDefault);
  }
}
