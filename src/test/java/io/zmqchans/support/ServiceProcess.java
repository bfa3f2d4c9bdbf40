// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The service jar, run by {@code java -jar}, which never outlives its test. */
public final class ServiceProcess implements AutoCloseable {
  private static final long SECONDS = 60;
  private static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Process process;
  private final Thread reader = new Thread(this::read, "service-output");
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  private ServiceProcess(Process process) {
    this.process = process;
    reader.setDaemon(true);
    reader.start();
  }

  /** Runs it with these flags of the JVM and these arguments. */
  public static ServiceProcess start(List<String> flags, Object... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(QUICK_START);
    command.addAll(flags);
    command.addAll(List.of("-jar", jar().toString()));
    Stream.of(args).map(Object::toString).forEach(command::add);
    try {
      return new ServiceProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code mvn package} made. */
  public static Path jar() {
    Path target = Path.of(System.getProperty("basedir", "."), "target");
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(each -> each.getFileName().toString().matches("vertx-zmqchans-.+-all\\.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no service jar in " + target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line; (line = output.readLine()) != null; ) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add(e.toString());
    }
  }

  /** What it has printed and logged so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** Returns the first line with this in it; fails if none comes within 20 s. */
  public String awaitLine(String text) {
    Eventually.until(
        () -> "'" + text + "' in\n" + String.join("\n", lines),
        () -> lines.stream().anyMatch(each -> each.contains(text)));
    return lines.stream().filter(each -> each.contains(text)).findFirst().orElseThrow();
  }

  /** SIGTERM. */
  public ServiceProcess terminate() {
    process.toHandle().destroy(); // its own would close the pipe we read from
    return this;
  }

  /** Returns when it has ended. */
  public int awaitExit() {
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("runs on; it said\n" + String.join("\n", lines));
      }
      reader.join(TimeUnit.SECONDS.toMillis(SECONDS));
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    awaitExit();
  }
}
