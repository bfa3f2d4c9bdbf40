// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The application in {@code src/it/stranger}, which knows of this module what its README says. */
public final class Stranger {
  public static final String MAIN = "com.example.Application";
  public static final String MODULE = "com.example";

  /** A Maven project of its own. */
  public static final Path PROJECT =
      Path.of(System.getProperty("basedir", "."), "src", "it", "stranger").toAbsolutePath();

  private static final String KEY = "server's key: ";

  private static final String[] IT_SAYS = {
    "pipeline: ZeroMQ has it",
    "pipeline: resized 3 bytes",
    "pubsub: sports: 1:0",
    "rpc: 3",
    "routing: guest-1 says good day",
    "broker: a question",
    "broker: the answer to a question",
    "secured: ada at 127.0.0.1: good morning"
  };

  private static final String[] PEER_SAYS = {
    "pubsub: weather: 21 degrees",
    "rpc: hello Ada",
    "rpc: zmq-error {\"code\":404,\"message\":\"nobody to greet\"}",
    "routing: hello guest-1",
    "broker: the answer to a question",
    "gateway: {\"text\":\"hello Ada\"}",
    "gateway: registered news.weather",
    "gateway: 21 degrees",
    "done"
  };

  private Stranger() {}

  /** Compiles it into this folder, as the module that it is. */
  public static void compile(Path target, String modulePath) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    try (Stream<Path> all = Files.walk(PROJECT.resolve("src/main/java"));
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<Path> sources = all.filter(each -> each.toString().endsWith(".java")).toList();
      List<String> flags = List.of("-d", target.toString(), "-p", modulePath, "-proc:none");
      boolean done =
          compiler
              .getTask(
                  errors, manager, null, flags, null, manager.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(done).as(errors.toString()).isTrue();
    }
  }

  /** Checks that it and a Python peer understand each other in every pattern, and that it ends. */
  public static void talk(ChildProcess application, boolean module) {
    assertThat(application.awaitLine("module ")).isEqualTo(String.valueOf(module));
    List<String> arguments = new ArrayList<>();
    Stream.generate(() -> application.awaitLine(""))
        .takeWhile(line -> !line.equals("ready"))
        .forEach(line -> arguments.add(line.startsWith(KEY) ? 0 : arguments.size(), line));
    arguments.set(0, arguments.get(0).substring(KEY.length()));
    try (ChildProcess peer = PythonPeer.start("stranger.py", arguments.toArray())) {
      assertThat(lines(peer, PEER_SAYS.length)).containsExactlyInAnyOrder(PEER_SAYS);
      assertThat(lines(application, IT_SAYS.length)).containsExactlyInAnyOrder(IT_SAYS);
    }
    application.tell("that's all");
    application.awaitLine("closed");
  }

  private static List<String> lines(ChildProcess process, int count) {
    return Stream.generate(() -> process.awaitLine("")).limit(count).toList();
  }
}
