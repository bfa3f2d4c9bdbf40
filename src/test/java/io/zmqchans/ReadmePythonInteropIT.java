// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.PythonPeer;
import io.zmqchans.support.Snippet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's examples with a Python at the other end. */
class ReadmePythonInteropIT {
  @TempDir Path compiled;

  @BeforeAll
  static void needsLibzmq() {
    PythonPeer.assumeAvailable();
  }

  /** The example in this language that has this in it. */
  private static String example(String language, String piece) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .map(match -> match.group(1))
        .filter(code -> code.contains(piece))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldCallAPythonService() throws Exception {
    Snippet caller = Snippet.compile(compiled, "Caller", example("java", "zmq.adder.in"));
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (ChildProcess service = PythonPeer.startCode(example("python", "zmq.REP"))) {
      caller.run();
      Eventually.until(
          () -> "the sum in " + printed,
          () -> printed.toString(StandardCharsets.UTF_8).contains("the sum is 3"));
      assertThat(service.hasLine()).isFalse();
    } finally {
      System.setOut(console);
      caller.close();
    }
  }

  @Test
  void shouldServePython() throws Exception {
    Snippet service = Snippet.compile(compiled, "Service", example("java", "zmq.greeter.out"));
    try {
      service.run();
      try (ChildProcess caller = PythonPeer.startCode(example("python", "zmq.REQ"))) {
        assertThat(caller.awaitLine("[")).isEqualTo("b'hello Ada']");
        assertThat(caller.awaitLine("["))
            .isEqualTo("b'zmq-error', b'{\"code\":404,\"message\":\"nobody to greet\"}']");
      }
    } finally {
      service.close();
    }
  }

  @Test
  void shouldBridgePython() throws Exception {
    Snippet bridge = Snippet.compile(compiled, "Bridge", example("java", "bridges"));
    String client = example("python", "news.weather");
    try {
      bridge.run();
      try (ChildProcess python = PythonPeer.startCode(client)) {
        for (String line : client.lines().filter(each -> each.contains("  # ")).toList()) {
          assertThat(python.awaitLine("")).isEqualTo(line.substring(line.indexOf("  # ") + 4));
        }
      }
    } finally {
      bridge.close();
    }
  }
}
