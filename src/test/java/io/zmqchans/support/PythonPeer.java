// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A Python process with a real libzmq, that never outlives the test. */
public final class PythonPeer implements AutoCloseable {
  private static final long SECONDS = 60;
  private static final Path SCRIPTS =
      Path.of(System.getProperty("basedir", "."), "src", "test", "python").toAbsolutePath();
  private static final String END = "(it ended)";
  private static final Optional<String> PYTHON =
      Stream.of("/usr/bin/python3", "python3").filter(PythonPeer::hasZmq).findFirst();

  private final String script;
  private final Process process;
  private final Writer stdin;
  private final Thread reader;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private PythonPeer(String script, Process process) {
    this.script = script;
    this.process = process;
    this.stdin = process.outputWriter(StandardCharsets.UTF_8);
    this.reader = new Thread(this::read, script);
    reader.setDaemon(true);
    reader.start();
  }

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
  public static PythonPeer start(String script, Object... args) {
    List<String> command = new ArrayList<>(List.of(PYTHON.orElseThrow(), "-B"));
    command.add(SCRIPTS.resolve(script).toString());
    Stream.of(args).map(Object::toString).forEach(command::add);
    try {
      return new PythonPeer(script, new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader stdout = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line; (line = stdout.readLine()) != null; ) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add(e.toString());
    }
    lines.add(END);
  }

  /** Writes a line to its stdin. */
  public void tell(String line) {
    try {
      stdin.write(line + "\n");
      stdin.flush();
    } catch (IOException e) {
      throw new AssertionError(script + " takes no more lines; it said " + lines, e);
    }
  }

  /** What follows the prefix in its next line, which must begin with that. */
  public String awaitLine(String prefix) {
    String line = poll(TimeUnit.SECONDS.toMillis(SECONDS));
    if (line == null) {
      throw new AssertionError(script + " said no '" + prefix + "' within " + SECONDS + " s");
    } else if (!line.startsWith(prefix)) {
      List<String> said = new ArrayList<>(List.of(line));
      for (String more; !said.contains(END) && (more = poll(1000)) != null; ) {
        said.add(more); // the rest of a stack trace
      }
      throw new AssertionError(
          script + " said no '" + prefix + "' but\n" + String.join("\n", said));
    }
    return line.substring(prefix.length());
  }

  /** Whether it has said something that nobody awaited yet. */
  public boolean hasLine() {
    return !lines.isEmpty();
  }

  private String poll(long millis) {
    try {
      return lines.poll(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** SIGKILL; returns when the process is gone. */
  public void kill() {
    try {
      if (!process.destroyForcibly().waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(script + " can't be killed");
      }
      reader.join(TimeUnit.SECONDS.toMillis(SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
