// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The plain jar beside vertx-core and jeromq, and nothing that is optional. */
public final class PlainJar {
  /** What comes with them. */
  private static final Pattern THEIRS =
      Pattern.compile(
          "(vertx-core|vertx-core-logging|netty-[a-z0-9-]+|jackson-core|jeromq|jnacl)-\\d.*\\.jar");

  private PlainJar() {}

  /** What {@code mvn package} made. */
  public static Path file() {
    return Path.of(ServiceProcess.jar().toString().replace("-all.jar", ".jar"));
  }

  /** It and what it needs, for a class path or a module path. */
  public static String path() {
    String theirs =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(each -> THEIRS.matcher(Path.of(each).getFileName().toString()).matches())
            .collect(Collectors.joining(File.pathSeparator));
    return file() + File.pathSeparator + theirs;
  }

  /** Runs {@code java} with these flags, of which the last says what to run. */
  public static ChildProcess java(String name, List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.util.logging.config.file=src/test/resources/logging.properties");
    command.addAll(flags);
    return ChildProcess.start(
        name, new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
  }
}
