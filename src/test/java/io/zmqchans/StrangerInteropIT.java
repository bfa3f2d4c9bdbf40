// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.PlainJar;
import io.zmqchans.support.PythonPeer;
import io.zmqchans.support.Stranger;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application in every pattern, from the README alone, with the plain jar and a Python peer. */
class StrangerInteropIT {
  @TempDir static Path compiled;

  @BeforeAll
  static void compile() throws IOException {
    PythonPeer.assumeAvailable();
    Stranger.compile(compiled, PlainJar.path());
  }

  private static void run(boolean module, String... what) {
    try (ChildProcess application = PlainJar.java("stranger", List.of(what))) {
      Stranger.talk(application, module);
    }
  }

  private static String path() {
    return compiled + File.pathSeparator + PlainJar.path();
  }

  @Test
  void shouldTalkWithEachPeerOnTheClassPath() {
    run(false, "-cp", path(), Stranger.MAIN);
  }

  @Test
  void shouldTalkWithEachPeerOnTheModulePath() {
    run(true, "-p", path(), "-m", Stranger.MODULE + "/" + Stranger.MAIN);
  }
}
