// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.Maven;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same sources give the same jars and SBOM, wherever and whenever they are built. */
@Tag("release")
class ReproducibleBuildIT {
  @TempDir Path folder;

  private Map<String, String> build(String name, String zone) throws Exception {
    Path copy = folder.resolve(name);
    for (String each : List.of("pom.xml", "README.md", "LICENSE", "conf", "src", ".mvn")) {
      Maven.copy(each, copy);
    }
    Maven.run(Map.of("TZ", zone), copy, "-Prelease", "-Dmaven.test.skip", "package").succeeded();
    try (Stream<Path> files = Files.list(copy.resolve("target"))) {
      Map<String, String> hashes = new TreeMap<>();
      for (Path each :
          files.filter(file -> file.toString().matches(".+(jar|sbom.json)")).toList()) {
        hashes.put(each.getFileName().toString(), hash(each));
      }
      return hashes;
    }
  }

  private static String hash(Path file) throws IOException, NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }

  /** Not offline, where CycloneDX makes no SBOM. Takes a minute and a half on two cores. */
  @Test
  @Timeout(600)
  void shouldMakeTheSameBytesTwice() throws Exception {
    Map<String, String> first = build("one", "UTC");

    assertThat(first).hasSize(5);
    assertThat(build("another-one", "Asia/Kathmandu")).isEqualTo(first);
  }
}
