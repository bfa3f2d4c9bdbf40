// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local repository for {@link Maven} with all that this run of it has in its own, by links, where
 * this module can be installed without that. The links go when it is closed.
 */
public final class LocalRepository implements AutoCloseable {
  private static final String GROUP = "io";
  private static final String OURS = "zmqchans";

  private final Path folder;

  /** In a folder that isn't there yet. */
  public LocalRepository(Path folder) throws IOException {
    this.folder = folder;
    Path own = Path.of(System.getProperty("localRepository"));
    link(own, folder, GROUP);
    link(own.resolve(GROUP), folder.resolve(GROUP), OURS);
  }

  private static void link(Path from, Path to, String except) throws IOException {
    Files.createDirectories(to);
    for (Path each : list(from)) {
      if (!each.endsWith(except)) {
        Files.createSymbolicLink(to.resolve(each.getFileName()), each);
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  /** The flag that has Maven use it. */
  public String flag() {
    return "-Dmaven.repo.local=" + folder;
  }

  /** Installs the plain jar with the POM that it has, and perhaps another version. */
  public void install(String... version) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(version));
    arguments.addAll(
        List.of(flag(), "install:install-file", "-Dfile=" + PlainJar.file(), "-DpomFile=pom.xml"));
    Maven.succeed(Maven.HERE, arguments.toArray(String[]::new));
  }

  @Override
  public void close() throws IOException {
    for (Path in : List.of(folder, folder.resolve(GROUP))) {
      for (Path each : list(in)) {
        if (Files.isSymbolicLink(each)) {
          Files.delete(each);
        }
      }
    }
  }
}
