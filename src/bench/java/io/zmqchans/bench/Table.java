// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A workload's results as text: of each figure how it compares, then how much it is. */
final class Table {
  private Table() {}

  static String of(JsonObject workload) {
    JsonObject figures = workload.getJsonObject("figures");
    List<String> systems = List.copyOf(figures.fieldNames());
    Set<String> names = figures.getJsonObject(systems.get(0)).fieldNames();
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(""));
    List<String> bases = new ArrayList<>();
    if (systems.size() > 1) {
      bases.add(systems.get(0));
    }
    if (systems.contains(Workloads.BARE) && systems.contains(Workloads.HAND)) {
      bases.add(Workloads.HAND);
    }
    for (String name : names) {
      bases.forEach(base -> head.add(name + " / " + shortened(base)));
      head.add(name);
    }
    rows.add(head);
    for (String system : systems) {
      List<String> row = new ArrayList<>(List.of(system));
      for (String name : names) {
        JsonArray rounds = Figures.rounds(workload, system, name);
        bases.forEach(base -> row.add(ratio(workload, rounds, base, name)));
        row.add(Figures.of(rounds).asValue());
      }
      rows.add(row);
    }
    return workload.getString("name") + "  " + workload.getString("title") + "\n" + lines(rows);
  }

  private static String shortened(String system) {
    return system.startsWith("S") ? system.substring(0, 2) : system;
  }

  private static String ratio(JsonObject workload, JsonArray rounds, String base, String name) {
    return Figures.ratio(rounds, Figures.rounds(workload, base, name)).asRatio();
  }

  private static String lines(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
        String padding = " ".repeat(width - row.get(i).length());
        text.append(i == 0 ? "  " + row.get(i) + padding : "  " + padding + row.get(i));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
