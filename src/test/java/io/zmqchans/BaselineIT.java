// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.LocalRepository;
import io.zmqchans.support.Maven;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The profile {@code japicmp}, with this very build for the release before. */
@Tag("release")
class BaselineIT {
  @TempDir Path folder;

  /** What it finds in a copy that lacks a class. */
  private Maven.Run compareWithout(String missing) throws Exception {
    Maven.copy("pom.xml", folder);
    Maven.copy("target/classes", folder);
    Files.delete(folder.resolve("target/classes/io/zmqchans").resolve(missing));
    try (LocalRepository repository = new LocalRepository(folder.resolve("repository"))) {
      repository.install("-Dversion=baseline");
      return Maven.run(
          folder,
          repository.flag(),
          "-Pjapicmp",
          "-Djapicmp.baseline=baseline",
          "jar:jar",
          "japicmp:cmp@default");
    }
  }

  @Test
  @Timeout(300)
  void shouldFindWhatIsGoneFromTheApi() throws Exception {
    Maven.Run run = compareWithout("ZmqChannel.class");

    assertThat(run.exit()).isNotZero();
    assertThat(run.log()).contains("io.zmqchans.ZmqChannel:CLASS_REMOVED");
  }

  @Test
  @Timeout(300)
  void shouldNotMindWhatIsInternal() throws Exception {
    compareWithout("service/LogToTheEnd.class").succeeded();
  }
}
