// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A program: one workload, by all of its systems in turn, again and again, so that what the machine
 * does meanwhile hits all of them. Its arguments are the workload's name and the file to write.
 */
final class Rounds {
  private static final double WARM_UP_ROUND = 1;

  private Rounds() {}

  public static void main(String[] args) throws Exception {
    Workload workload =
        Workloads.all().stream()
            .filter(each -> each.name.equals(args[0]))
            .findFirst()
            .orElseThrow();
    Map<String, Contender> contenders = new LinkedHashMap<>();
    for (var each : workload.systems.entrySet()) {
      contenders.put(each.getKey(), each.getValue().call());
    }
    for (double done = 0; done < Settings.WARM_UP; done += WARM_UP_ROUND) {
      for (Contender each : contenders.values()) {
        each.round(WARM_UP_ROUND);
      }
    }
    JsonObject figures = new JsonObject();
    for (int i = 0; i < Settings.ROUNDS; i++) {
      for (var each : contenders.entrySet()) {
        Map<String, Double> round = new TreeMap<>(each.getValue().round(Settings.SECONDS));
        JsonObject all = object(figures, each.getKey());
        round.forEach((name, value) -> array(all, name).add(value));
      }
    }
    JsonObject result =
        new JsonObject()
            .put("name", workload.name)
            .put("title", workload.title)
            .put("figures", figures);
    Files.writeString(Path.of(args[1]), result.encode());
    System.exit(0); // nothing here is worth an orderly end
  }

  private static JsonObject object(JsonObject parent, String name) {
    if (!parent.containsKey(name)) {
      parent.put(name, new JsonObject());
    }
    return parent.getJsonObject(name);
  }

  private static JsonArray array(JsonObject parent, String name) {
    if (!parent.containsKey(name)) {
      parent.put(name, new JsonArray());
    }
    return parent.getJsonArray(name);
  }
}
