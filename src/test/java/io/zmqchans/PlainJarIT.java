// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.Plain;
import io.zmqchans.support.ServiceProcess;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The plain jar beside vertx-core and jeromq, and nothing that is optional. */
class PlainJarIT {
  /** What comes with them. */
  private static final Pattern THEIRS =
      Pattern.compile(
          "(vertx-core|vertx-core-logging|netty-[a-z0-9-]+|jackson-core|jeromq|jnacl)-\\d.*\\.jar");

  /** Vert.x leaves it to its users to ask for Jackson. */
  private static final String MODULES = "io.zmqchans,com.fasterxml.jackson.core";

  private static String jars() {
    String theirs =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(each -> THEIRS.matcher(Path.of(each).getFileName().toString()).matches())
            .collect(Collectors.joining(File.pathSeparator));
    return plainJar() + File.pathSeparator + theirs;
  }

  private static String plainJar() {
    return ServiceProcess.jar().toString().replace("-all.jar", ".jar");
  }

  private static void run(String module, List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add(Plain.class.getName());
    try (ChildProcess application = ChildProcess.start("plain", new ProcessBuilder(command))) {
      assertThat(application.awaitLine("module ")).isEqualTo(module);
      assertThat(application.awaitLine("got ")).isEqualTo("hello");
      assertThat(application.awaitLine("UNSUPPORTED: console: found "))
          .contains("the page is in the service jar");
    }
  }

  private static String testClasses() {
    return Path.of(System.getProperty("basedir", "."), "target", "test-classes").toString();
  }

  @Test
  void shouldWorkOnTheClassPath() {
    run("false", List.of("-cp", testClasses() + File.pathSeparator + jars()));
  }

  @Test
  void shouldWorkOnTheModulePath() {
    run("true", List.of("-p", jars(), "--add-modules", MODULES, "-cp", testClasses()));
  }
}
