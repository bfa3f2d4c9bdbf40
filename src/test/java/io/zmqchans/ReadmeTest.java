// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.loop.SocketKind;
import io.zmqchans.loop.SocketOption;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Snippet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Holds the README to the code: its examples run, its tables are complete. */
class ReadmeTest {
  private static final String README = read(Path.of("README.md"));

  /** What an example prints, by a piece of it. */
  private static final Map<String, String> PRINTS =
      Map.ofEntries(
          Map.entry("zmq.tasks.in", "resize with 3 bytes"),
          Map.entry("zmq.news.in", "weather: 21 degrees"),
          Map.entry("zmq.client.in", "{\"sum\":2}"),
          Map.entry("zmq.guest.in", "hello Ada"),
          Map.entry("zmq.asker.in", "good day Ada"),
          Map.entry("zmq.mast.in", "weather by radio: 19 degrees"),
          Map.entry("zmqchans.peers", "0.0 peers"),
          Map.entry("inproc://testing", "ZmqMessage[\"foo\", \"bar\", \"baz\"]"),
          Map.entry("ZmqHealth", "healthy: true"),
          Map.entry("zmq.visitor.in", "ada at 127.0.0.1: good morning"),
          Map.entry("zmq.many.out", "second of two"),
          Map.entry("verticle.execute", "linger is 1000 ms"));

  @TempDir Path compiled;

  @TestFactory
  Stream<DynamicTest> shouldRunEachExample() throws IOException {
    List<String> examples =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(README)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(examples).hasSizeGreaterThan(7);
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      String example = examples.get(i);
      String name = "Example" + i;
      tests.add(DynamicTest.dynamicTest(name, () -> run(name, example)));
    }
    return tests.stream();
  }

  private void run(String name, String example) throws Exception {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Snippet snippet = Snippet.compile(compiled, name, example);
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      snippet.run();
      PRINTS.forEach(
          (piece, expected) -> {
            if (example.contains(piece)) {
              Eventually.until(
                  () -> "'" + expected + "' in " + printed,
                  () -> printed.toString(StandardCharsets.UTF_8).contains(expected));
            }
          });
    } finally {
      System.setOut(console);
      snippet.close();
    }
  }

  /** As the application of a stranger's has it, too. */
  @Test
  void shouldNameTheVersionThatThisIs() {
    String version = read(Path.of("pom.xml")).split("</?version>", 3)[1];
    String dependency =
        """
        <dependency>
          <groupId>io.zmqchans</groupId>
          <artifactId>vertx-zmqchans</artifactId>
          <version>%s</version>
        </dependency>
        """
            .formatted(version);
    assertThat(README).contains(dependency).contains("vertx-zmqchans-" + version + ".jar");
    assertThat(read(Path.of("src/it/stranger/pom.xml"))).contains(dependency.indent(4));
  }

  @Test
  void shouldNameEveryKey() {
    List<String> missing = new ArrayList<>();
    Stream.of(
            VerticleSchema.SCHEMA.names(), SocketSchema.SCHEMA.names(), BridgeSchema.SCHEMA.names())
        .flatMap(List::stream)
        .filter(key -> !README.contains("`" + key + "`"))
        .forEach(missing::add);
    assertThat(missing).isEmpty();
  }

  @Test
  void shouldNameEveryFailure() {
    for (ZmqFailure each : ZmqFailure.values()) {
      assertThat(README).contains("| %d | `%s` |".formatted(each.code(), each));
    }
  }

  /** What to put there is in target/options.md. */
  @Test
  void shouldHaveTheTableOfOptions() throws IOException {
    StringBuilder table =
        new StringBuilder("| option | values | default | settable | sockets | |\n");
    table.append("|---|---|---|---|---|---|\n");
    Arrays.stream(SocketOption.values()).map(ReadmeTest::row).forEach(table::append);
    Files.writeString(Path.of("target", "options.md"), table);
    assertThat(section("options")).isEqualToIgnoringWhitespace(table);
  }

  private static String row(SocketOption option) {
    String settable =
        option.settableAtRuntime() ? "any time" : option.settableInConfig() ? "before" : "no";
    List<String> sockets = Stream.of(types()).filter(option::appliesTo).toList();
    return "| `%s` | %s | %s | %s | %s | %s |\n"
        .formatted(
            option.optionName(),
            option.allowed(),
            option.byDefault() == null ? "" : option.byDefault(),
            settable,
            sockets.size() == types().length ? "all" : String.join(" ", sockets),
            option.hint());
  }

  private static String[] types() {
    return Arrays.stream(SocketKind.values())
        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
        .toArray(String[]::new);
  }

  /** What is between the comments of this name. */
  static String section(String name) {
    int start = README.indexOf("<!-- " + name);
    start = README.indexOf('\n', start);
    return README.substring(start, README.indexOf("<!-- /" + name));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
