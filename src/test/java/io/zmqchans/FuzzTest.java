// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.zmqchans.support.Besieged;
import io.zmqchans.support.Noise;
import io.zmqchans.support.Pairing;
import io.zmqchans.support.Soak;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sockets of every type go on through random noise. A failure tells the seed, {@code
 * -Dzmqchans.seed=…} gives the same noise again.
 */
class FuzzTest {
  private static final long SEED = Long.getLong("zmqchans.seed", System.nanoTime());
  private static final int AT_ONCE = 20;

  @Test
  void shouldGoOnAfterNoise() {
    List<Pairing> all = List.of(Pairing.values());
    try (Besieged besieged = new Besieged(all)) {
      Noise noise = new Noise(SEED);
      all.forEach(each -> fuzz(besieged, each, noise, Duration.ofMillis(250)));
      besieged.isWell();
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("soak")
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void shouldGoOnAfterNoiseForLong(Pairing pairing) {
    try (Besieged besieged = new Besieged(List.of(pairing))) {
      fuzz(besieged, pairing, new Noise(SEED), Soak.seconds(60));
      besieged.isWell();
    }
  }

  private static void fuzz(Besieged besieged, Pairing pairing, Noise noise, Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    int rounds = 0;
    try {
      do {
        besieged.sendEach(pairing, Stream.generate(noise::next).limit(AT_ONCE).toList());
        if (rounds++ % 50 == 0) {
          besieged.isHeard(pairing);
        }
      } while (System.nanoTime() < end);
      besieged.isHeard(pairing);
    } catch (RuntimeException | Error e) {
      throw new AssertionError(pairing + ", seed " + SEED + ", round " + rounds, e);
    }
  }
}
