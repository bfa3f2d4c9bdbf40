// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that talks with the test by lines, and never outlives it. */
public final class ChildProcess implements AutoCloseable {
  private static final long SECONDS = 60;
  private static final String END = "(it ended)";

  private final String script;
  private final Process process;
  private final Writer stdin;
  private final Thread reader;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private ChildProcess(String script, Process process) {
    this.script = script;
    this.process = process;
    this.stdin = process.outputWriter(StandardCharsets.UTF_8);
    this.reader = new Thread(this::read, script);
    reader.setDaemon(true);
    reader.start();
  }

  /** Runs a command; the name is for messages. */
  public static ChildProcess start(String name, ProcessBuilder command) {
    try {
      return new ChildProcess(name, command.start());
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
    } else if (!line.startsWith(prefix) || line.equals(END)) {
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

  public long pid() {
    return process.pid();
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
