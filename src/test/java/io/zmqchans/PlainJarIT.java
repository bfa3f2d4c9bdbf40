// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.Plain;
import io.zmqchans.support.PlainJar;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plain jar without anything that is optional. */
class PlainJarIT {
  private static final String MAIN = Plain.class.getName();

  private static void run(String module, List<String> flags) {
    try (ChildProcess application = PlainJar.java("plain", flags)) {
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
    run("false", List.of("-cp", testClasses() + File.pathSeparator + PlainJar.path(), MAIN));
  }

  @Test
  void shouldWorkOnTheModulePath() {
    run(
        "true",
        List.of("-p", PlainJar.path(), "--add-modules", "io.zmqchans", "-cp", testClasses(), MAIN));
  }
}
