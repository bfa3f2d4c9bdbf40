// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program: each workload in a process of its own, and what came of it as tables, {@code
 * results.json} and {@code chart.svg}.
 */
final class Bench {
  private Bench() {}

  public static void main(String[] args) throws Exception {
    Files.createDirectories(Settings.DIRECTORY);
    JsonArray workloads = new JsonArray();
    JsonObject results =
        new JsonObject()
            .put("machine", machine())
            .put("jdk", "JDK " + Runtime.version())
            .put("date", LocalDate.now(java.time.ZoneOffset.UTC).toString())
            .put("peer", Peer.prepare())
            .put("workloads", workloads);
    System.out.println(head(results));
    for (Workload each : Workloads.all()) {
      if (Settings.ONLY.isEmpty() || Settings.ONLY.stream().anyMatch(each.name::startsWith)) {
        JsonObject workload = run(each.name);
        workloads.add(workload);
        System.out.println(Table.of(workload));
        Files.writeString(Settings.DIRECTORY.resolve("results.json"), results.encodePrettily());
        Files.writeString(Settings.DIRECTORY.resolve("chart.svg"), Chart.of(results));
      }
    }
  }

  private static String head(JsonObject results) {
    return "%s, %s, %s; peer: %s\n%s rounds of %s s after %s s; medians, round by round (least..most)\n"
        .formatted(
            results.getString("machine"),
            results.getString("jdk"),
            results.getString("date"),
            results.getString("peer"),
            Settings.ROUNDS,
            Settings.SECONDS,
            Settings.WARM_UP);
  }

  private static JsonObject run(String workload) throws IOException, InterruptedException {
    Path file = Settings.DIRECTORY.resolve("workload.json");
    Files.deleteIfExists(file);
    List<String> command = Peer.java(Rounds.class, flags());
    command.addAll(List.of(workload, file.toString()));
    Path log = Settings.DIRECTORY.resolve("workload.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (process.waitFor() != 0 || !Files.exists(file)) {
      throw new IllegalStateException(workload + " failed, see " + log + ":\n" + tail(log));
    }
    return new JsonObject(Files.readString(file));
  }

  private static String[] flags() {
    Stream<String> settings =
        System.getProperties().stringPropertyNames().stream()
            .filter(name -> name.startsWith("bench.") && !name.equals("bench.only"))
            .map(name -> "-D" + name + "=" + System.getProperty(name));
    return Stream.concat(Stream.of("-Xms1g", "-Xmx1g"), settings).toArray(String[]::new);
  }

  private static String tail(Path log) throws IOException {
    String text = Files.readString(log);
    return text.substring(Math.max(0, text.length() - 4000));
  }

  private static String machine() throws IOException {
    Path cpus = Path.of("/proc/cpuinfo");
    String model = System.getProperty("os.arch");
    if (Files.exists(cpus)) {
      try (Stream<String> lines = Files.lines(cpus)) {
        model =
            lines
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(model);
      }
    }
    return Runtime.getRuntime().availableProcessors() + " cores of " + model;
  }
}
