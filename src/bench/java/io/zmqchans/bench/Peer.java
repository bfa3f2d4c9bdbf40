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
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The other side, in a process of its own: libzmq's if its program can be compiled here, else
 * {@link JavaPeer}. For one thread.
 */
final class Peer {
  /** What the other side can be. */
  enum Program {
    /** A socket. */
    PEER(JavaPeer.class),
    /** A client of a bridge. */
    BRIDGE(JavaBridgeClient.class);

    private final String source = "src/bench/c/" + name().toLowerCase(Locale.ROOT) + ".c";
    private final Path compiled =
        Settings.DIRECTORY.resolve(name().toLowerCase(Locale.ROOT)).toAbsolutePath();
    private final Class<?> substitute;

    Program(Class<?> substitute) {
      this.substitute = substitute;
    }

    private void compile() throws IOException, InterruptedException {
      Files.deleteIfExists(compiled);
      String[] compiler = {"gcc", "-O2", "-o", compiled.toString(), source, "-lzmq"};
      try {
        new ProcessBuilder(compiler).redirectError(Redirect.DISCARD).start().waitFor();
      } catch (IOException e) {
        // There is no gcc here.
      }
    }

    private List<String> command() {
      boolean there = Files.exists(compiled);
      return there ? new ArrayList<>(List.of(compiled.toString())) : java(substitute);
    }
  }

  private final Process process;

  private Peer(Process process) {
    this.process = process;
  }

  /** Compiles it, and tells which it is. */
  static String prepare() throws IOException, InterruptedException {
    boolean all = true;
    for (Program each : Program.values()) {
      each.compile();
      all &= Files.exists(each.compiled);
    }
    return all ? "libzmq" : "JeroMQ";
  }

  static void echo(String endpoint) throws IOException {
    start(Program.PEER, new Object[] {"echo", endpoint});
  }

  static Peer start(Program program, Object[] arguments, Object... more) throws IOException {
    List<String> command = program.command();
    Stream.of(arguments, more).flatMap(Arrays::stream).map(String::valueOf).forEach(command::add);
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
