// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same sources give the same jars, wherever and whenever they are built. */
@Tag("release")
class ReproducibleBuildIT {
  private static final Path HERE = Path.of(System.getProperty("basedir", "."));
  private static final long MINUTES = 5;

  @TempDir Path folder;

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path target = to.resolve(HERE.relativize(each).toString());
        Files.createDirectories(target.getParent());
        if (!Files.isDirectory(each)) {
          Files.copy(each, target);
        }
      }
    }
  }

  private Map<String, String> build(String name) throws Exception {
    Path copy = folder.resolve(name);
    for (String each : List.of("pom.xml", "README.md", "LICENSE", "conf", "src", ".mvn")) {
      copy(HERE.resolve(each), copy);
    }
    Process maven =
        new ProcessBuilder("mvn", "-q", "-B", "-o", "-Dmaven.test.skip", "package")
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(new File(copy.toFile(), "log"))
            .start();
    boolean ended = maven.waitFor(MINUTES, TimeUnit.MINUTES);
    maven.destroyForcibly();
    assertThat(ended && maven.exitValue() == 0).as(Files.readString(copy.resolve("log"))).isTrue();
    try (Stream<Path> files = Files.list(copy.resolve("target"))) {
      Map<String, String> hashes = new TreeMap<>();
      for (Path each : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
        hashes.put(each.getFileName().toString(), hash(each));
      }
      return hashes;
    }
  }

  private static String hash(Path file) throws IOException, NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }

  @Test
  @Timeout(value = 2 * MINUTES, unit = TimeUnit.MINUTES)
  void shouldMakeTheSameBytesTwice() throws Exception {
    Map<String, String> first = build("one");

    assertThat(first).hasSize(4);
    assertThat(build("another-one")).isEqualTo(first);
  }
}
