// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The other side, in a process of its own: libzmq's if its program can be compiled here, else
 * {@link JavaPeer}. For one thread.
 */
final class Peer {
  private static final Path PROGRAM = Settings.DIRECTORY.resolve("peer").toAbsolutePath();

  private final Process process;

  private Peer(Process process) {
    this.process = process;
  }

  /** Compiles it, and tells which it is. */
  static String prepare() throws IOException, InterruptedException {
    Files.deleteIfExists(PROGRAM);
    String[] compiler = {
      "gcc", "-O2", "-o", PROGRAM.toString(), "src/bench/c/peer.c", "-lzmq"
    };
    try {
      new ProcessBuilder(compiler).redirectError(Redirect.DISCARD).start().waitFor();
    } catch (IOException e) {
      // There is no gcc here.
    }
    return Files.exists(PROGRAM) ? "libzmq" : "JeroMQ";
  }

  static String[] arguments(String mode, String endpoint, Object... more) {
    List<String> all = new ArrayList<>(List.of(mode, endpoint));
    Arrays.stream(more).map(String::valueOf).forEach(all::add);
    return all.toArray(String[]::new);
  }

  static Peer start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.exists(PROGRAM)) {
      command.add(PROGRAM.toString());
    } else {
      command.addAll(java(JavaPeer.class));
    }
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Peer(process);
  }

  /** The command that runs a class as this one runs. */
  static List<String> java(Class<?> main, String... flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return command;
  }

  /** What it prints. */
  String line() throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    if (line == null) {
      throw new IOException("the peer ended without a word");
    }
    return line;
  }

  void stop() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the peer doesn't end");
    }
  }
}
