// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * The median, least and most of some rounds.
 *
 * @param median the middle one, or the mean of the two in the middle
 */
record Figures(double median, double min, double max) {
  static Figures of(JsonArray rounds) {
    return of(rounds.stream().map(each -> ((Number) each).doubleValue()).toList());
  }

  /** Round by round, as both of a round saw the same machine. */
  static Figures ratio(JsonArray rounds, JsonArray base) {
    Double[] ratios = new Double[rounds.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = rounds.getDouble(i) / base.getDouble(i);
    }
    return of(List.of(ratios));
  }

  private static Figures of(List<Double> rounds) {
    List<Double> sorted = rounds.stream().sorted().toList();
    int n = sorted.size();
    return new Figures(
        (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2, sorted.get(0), sorted.get(n - 1));
  }

  /** The rounds of a system's figure, or null. */
  static JsonArray rounds(JsonObject workload, String system, String figure) {
    JsonObject figures = workload.getJsonObject("figures").getJsonObject(system);
    return figures == null ? null : figures.getJsonArray(figure);
  }

  String asRatio() {
    return String.format(Locale.ROOT, "%.2f (%.2f..%.2f)", median, min, max);
  }

  String asValue() {
    String format = median >= 1000 ? "%,.0f" : median >= 10 ? "%.0f" : "%.2f";
    return String.format(Locale.ROOT, format, median);
  }
}
