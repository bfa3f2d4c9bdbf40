// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Further runs of Maven, for the tests of a release. */
public final class Maven {
  /** This project. */
  public static final Path HERE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();

  private static final long MINUTES = 5;

  /** How it ended, and what it said. */
  public record Run(int exit, String log) {
    /** Or the test fails, and says what it said. */
    public void succeeded() {
      assertThat(exit).as(log).isZero();
    }
  }

  private Maven() {}

  /** Runs it in this folder. */
  public static Run run(Path folder, String... arguments) throws Exception {
    return run(Map.of(), folder, arguments);
  }

  /** Runs it in this folder with these variables in its environment. */
  public static Run run(Map<String, String> variables, Path folder, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("mvn", "-q", "-B"));
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile("maven", ".log");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(variables);
      Process maven = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      boolean ended = maven.waitFor(MINUTES, TimeUnit.MINUTES);
      maven.destroyForcibly();
      assertThat(ended).as(Files.readString(log)).isTrue();
      return new Run(maven.exitValue(), Files.readString(log));
    } finally {
      Files.delete(log);
    }
  }

  /** Runs it in this folder, where it must succeed. */
  public static void succeed(Path folder, String... arguments) throws Exception {
    run(folder, arguments).succeeded();
  }

  /** Copies a file of this project, or a folder with all that is in it, into another folder. */
  public static void copy(String what, Path into) throws IOException {
    try (Stream<Path> all = Files.walk(HERE.resolve(what))) {
      for (Path each : all.toList()) {
        Path target = into.resolve(HERE.relativize(each).toString());
        Files.createDirectories(target.getParent());
        if (!Files.isDirectory(each)) {
          Files.copy(each, target);
        }
      }
    }
  }
}
