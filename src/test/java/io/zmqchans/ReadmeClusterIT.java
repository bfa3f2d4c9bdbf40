// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.JavaPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README says of two terminals, in two processes. */
class ReadmeClusterIT {
  private static final Pattern COMMAND =
      Pattern.compile(
          "(-Dvertx.hazelcast.config=\\S+)[\\s\\\\]*-Dexec.mainClass=(\\S+) -Dexec.args=(\\w+)");

  @Test
  void aMessageShouldCross() throws Exception {
    List<MatchResult> commands =
        COMMAND.matcher(Files.readString(Path.of("README.md"))).results().toList();
    assertThat(commands).hasSize(2);
    List<ChildProcess> terminals = new ArrayList<>();
    try {
      for (MatchResult each : commands) {
        List<String> flags = List.of(each.group(1), "-Dhazelcast.logging.type=none");
        terminals.add(JavaPeer.start(flags, Class.forName(each.group(2)), each.group(3)));
        if (terminals.size() == 1) { // two at once would take 5 s to agree who is the first
          terminals.get(0).awaitLine("waiting for a message at zmq.worker.out");
        }
      }
      terminals.get(1).awaitLine("sending a message");
      assertThat(terminals.get(0).awaitLine("from the other node: "))
          .isEqualTo("hello across the cluster");
      terminals.get(1).awaitLine("the other node has it");
    } finally {
      terminals.forEach(ChildProcess::close);
    }
  }
}
