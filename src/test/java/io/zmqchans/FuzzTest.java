// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Besieged;
import io.zmqchans.support.Noise;
import io.zmqchans.support.Pairing;
import io.zmqchans.support.Soak;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sockets of every type go on through random noise. A failure tells the seed, {@code
 * -Dzmqchans.seed=…} gives the same noise again.
 */
class FuzzTest {
  private static final long SEED = Long.getLong("zmqchans.seed", System.nanoTime());
  private static final int AT_ONCE = 20;

  /** The second way, peers of ZMTP 1 and 2 are let in, too. */
  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'zap_domain':''}"})
  void shouldGoOnAfterNoise(String options) {
    fuzz(List.of(Pairing.values()), options, Duration.ofMillis(125));
  }

  @ParameterizedTest
  @EnumSource
  @Tag("soak")
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void shouldGoOnAfterNoiseForLong(Pairing pairing) {
    Duration half = Soak.seconds(60).dividedBy(2);
    fuzz(List.of(pairing), "{}", half);
    fuzz(List.of(pairing), "{'zap_domain':''}", half);
  }

  private static void fuzz(List<Pairing> pairings, String options, Duration duration) {
    Noise noise = new Noise(SEED);
    try (Besieged besieged = new Besieged(pairings, new JsonObject(options.replace('\'', '"')))) {
      pairings.forEach(each -> fuzz(besieged, each, noise, duration));
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
