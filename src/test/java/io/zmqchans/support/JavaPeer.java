// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Further JVMs, with this one's class path. */
public final class JavaPeer {
  private JavaPeer() {}

  /** Runs a class of the tests; what it writes to stderr shows among the test's own output. */
  public static ChildProcess start(List<String> jvmFlags, Class<?> main, Object... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmFlags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Stream.of(args).map(Object::toString).forEach(command::add);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    return ChildProcess.start(main.getSimpleName(), builder);
  }
}
