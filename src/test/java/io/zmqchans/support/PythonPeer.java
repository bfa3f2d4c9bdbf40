// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Python processes with a real libzmq. */
public final class PythonPeer {
  private static final long SECONDS = 60;
  private static final Path SCRIPTS =
      Path.of(System.getProperty("basedir", "."), "src", "test", "python").toAbsolutePath();
  private static final Optional<String> PYTHON =
      Stream.of("/usr/bin/python3", "python3").filter(PythonPeer::hasZmq).findFirst();

  private PythonPeer() {}

  /** Skips the test where Python can't import zmq, or fails it with zmqchans.interop=required. */
  public static void assumeAvailable() {
    String missing = "no python3 that imports zmq (Debian: python3-zmq)";
    if (System.getProperty("zmqchans.interop", "").equals("required")) {
      Assertions.assertTrue(PYTHON.isPresent(), missing);
    }
    Assumptions.assumeTrue(PYTHON.isPresent(), missing);
  }

  private static boolean hasZmq(String python) {
    try {
      Process process =
          new ProcessBuilder(python, "-c", "import zmq")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs a script of src/test/python. */
  public static ChildProcess start(String script, Object... args) {
    List<String> command = new ArrayList<>(List.of(PYTHON.orElseThrow(), "-B"));
    command.add(SCRIPTS.resolve(script).toString());
    Stream.of(args).map(Object::toString).forEach(command::add);
    return ChildProcess.start(script, new ProcessBuilder(command).redirectErrorStream(true));
  }

  /** Runs Python code; what it prints are its lines. */
  public static ChildProcess startCode(String code) {
    List<String> command = List.of(PYTHON.orElseThrow(), "-B", "-u", "-c", code);
    return ChildProcess.start("python", new ProcessBuilder(command).redirectErrorStream(true));
  }
}
