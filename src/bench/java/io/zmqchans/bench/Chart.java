// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** Throughput compared with bare JeroMQ's, as bars. */
final class Chart {
  private static final List<String> FIGURES = List.of("msg/s", "trips/s", "req/s");
  private static final List<String> SYSTEMS =
      List.of(
          Workloads.HAND,
          Workloads.OURS,
          Workloads.ON_LOOP,
          Workloads.TUNED,
          Workloads.BATCH_TUNED);
  private static final List<String> COLOURS =
      List.of("#9aa5b1", "#2f6fde", "#8e4ec6", "#12a594", "#7fb2ff");
  private static final int LEFT = 110;
  private static final int UNIT = 300;
  private static final int WIDTH = 720;
  private static final int BAR = 9;
  private static final int TOP = 58;

  private final StringBuilder svg = new StringBuilder();
  private int y = TOP;

  private Chart() {}

  static String of(JsonObject results) {
    Chart chart = new Chart();
    JsonArray workloads = results.getJsonArray("workloads");
    for (int i = 0; i < workloads.size(); i++) {
      chart.add(workloads.getJsonObject(i));
    }
    return chart.finish(results);
  }

  private void add(JsonObject workload) {
    for (String figure : FIGURES) {
      JsonArray base = Figures.rounds(workload, Workloads.BARE, figure);
      if (base != null) {
        text(4, y + BAR, workload.getString("name"));
        for (int i = 0; i < SYSTEMS.size(); i++) {
          JsonArray rounds = Figures.rounds(workload, SYSTEMS.get(i), figure);
          if (rounds != null) {
            bar(Figures.ratio(rounds, base), COLOURS.get(i));
          }
        }
        y += BAR / 2;
      }
    }
  }

  private void bar(Figures ratio, String colour) {
    int width = (int) Math.min(ratio.median() * UNIT, WIDTH - LEFT - 40);
    svg.append(
        "<rect x='%d' y='%d' width='%d' height='%d' fill='%s'/>\n"
            .formatted(LEFT, y, width, BAR - 1, colour));
    text(LEFT + width + 4, y + BAR - 1, String.format(Locale.ROOT, "%.2f", ratio.median()));
    y += BAR;
  }

  private void text(int x, int baseline, String text) {
    svg.append("<text x='%d' y='%d'>%s</text>\n".formatted(x, baseline, text));
  }

  private String finish(JsonObject results) {
    int bottom = y;
    text(4, 14, "Messages a second, bare JeroMQ = 1");
    text(4, 28, results.getString("machine") + ", " + results.getString("jdk"));
    text(4, 42, "peer: " + results.getString("peer") + ", " + results.getString("date"));
    for (int i = 0; i < SYSTEMS.size(); i++) {
      int x = LEFT + 100 + 100 * i;
      svg.append(
          "<rect x='%d' y='34' width='9' height='9' fill='%s'/>\n".formatted(x, COLOURS.get(i)));
      text(x + 12, 42, SYSTEMS.get(i));
    }
    int one = LEFT + UNIT;
    return """
        <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='9'>
        <rect width='100%%' height='100%%' fill='white'/>
        <line x1='%d' y1='%d' x2='%d' y2='%d' stroke='#c33'/>
        %s</svg>
        """
        .formatted(WIDTH, bottom + 8, one, TOP - 6, one, bottom, svg);
  }
}
