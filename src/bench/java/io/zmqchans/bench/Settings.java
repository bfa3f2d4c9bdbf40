// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What {@code -Dbench.…} says. Any thread. */
final class Settings {
  /** Measured rounds of each system. */
  static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

  /** How long each round is measured. */
  static final double SECONDS = Double.parseDouble(System.getProperty("bench.seconds", "1"));

  /** How long each system runs before. */
  static final double WARM_UP = Double.parseDouble(System.getProperty("bench.warmup", "5"));

  /** Workloads whose names begin so; all if there is none. */
  static final List<String> ONLY =
      Arrays.stream(System.getProperty("bench.only", "").split(","))
          .filter(each -> !each.isBlank())
          .map(String::strip)
          .toList();

  /** Where the results go. */
  static final Path DIRECTORY = Path.of(System.getProperty("bench.directory", "target/bench"));

  private Settings() {}
}
