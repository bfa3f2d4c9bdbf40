// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.LocalRepository;
import io.zmqchans.support.Maven;
import io.zmqchans.support.PlainJar;
import io.zmqchans.support.PythonPeer;
import io.zmqchans.support.Stranger;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a Maven project gets that has the installed module for its only dependency. */
@Tag("release")
class InstalledInteropIT {
  @TempDir Path folder;

  @Test
  @Timeout(300)
  void shouldBeAllThatAStrangerNeeds() throws Exception {
    PythonPeer.assumeAvailable();
    Maven.copy("src/it/stranger", folder);
    Path project = folder.resolve("src/it/stranger");
    try (LocalRepository repository = new LocalRepository(folder.resolve("repository"))) {
      repository.install();
      Maven.succeed(project, repository.flag(), "compile");
      run(project.resolve("target"));
    }
  }

  private static void run(Path target) throws IOException {
    String path =
        target.resolve("classes") + File.pathSeparator + Files.readString(target.resolve("path"));

    talk(false, "-cp", path, Stranger.MAIN);
    talk(true, "-p", path, "-m", Stranger.MODULE + "/" + Stranger.MAIN);
  }

  private static void talk(boolean module, String... what) {
    try (ChildProcess application = PlainJar.java("stranger", List.of(what))) {
      Stranger.talk(application, module);
    }
  }
}
