// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.service;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.Node;
import io.zmqchans.support.RawPeer;
import io.zmqchans.support.ServiceProcess;
import io.zmqchans.support.Zmtp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service jar as a process of its own. */
class ServiceIT {
  private static final String ON_BUS = "jobs";

  @TempDir Path folder;

  private final String entry = "tcp://127.0.0.1:" + Leaks.freePort();
  private final String exit = "tcp://127.0.0.1:" + Leaks.freePort();

  private Path write(String name, JsonObject... sockets) throws IOException {
    JsonObject config =
        new JsonObject().put("name", name).put("sockets", new JsonArray(List.of(sockets)));
    return Files.writeString(folder.resolve(name + ".json"), config.encode());
  }

  private JsonObject entrance() {
    return socket("entry", "pull").put("bind", entry).put("out", ON_BUS);
  }

  private JsonObject way() {
    return socket("exit", "push").put("bind", exit).put("in", ON_BUS);
  }

  /** What comes out of a service when it is put into one. */
  private void passes(String text) {
    JsonObject source = socket("source", "push").put("connect", entry);
    JsonObject target = socket("target", "pull").put("connect", exit);
    try (Node node = Node.deploy(ThreadingModel.WORKER, source, target)) {
      BlockingQueue<ZmqMessage> received = node.collect(node.address("target", "out"));
      node.send("source", text);
      assertThat(Node.next(received)).isEqualTo(ZmqMessage.of(text));
    }
  }

  @Test
  void shouldRunAConfigurationUntilSigterm() throws IOException {
    try (ServiceProcess service =
        ServiceProcess.start(List.of(), "-conf", write("relay", entrance(), way()))) {
      passes("through the service");

      assertThat(service.terminate().awaitExit()).isEqualTo(143);
      assertThat(service.lines()).noneMatch(each -> each.contains("SEVERE"));
    }
  }

  @Test
  void shouldDoWhatTheReadmeSays() throws IOException {
    String readme = Files.readString(Path.of(System.getProperty("basedir", "."), "README.md"));
    List<String> commands =
        Pattern.compile("(?m)^java -jar target/vertx-zmqchans-\\*-all\\.jar (.+)$")
            .matcher(readme)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(commands).hasSize(2);
    for (String each : commands) {
      try (ServiceProcess service = ServiceProcess.start(List.of(), (Object[]) each.split(" "))) {
        if (each.startsWith("--check")) {
          assertThat(service.awaitExit()).isZero();
        } else {
          service.awaitLine("Succeeded in deploying"); // and knows what to do at SIGTERM
          assertThat(service.terminate().awaitExit()).isEqualTo(143);
          assertThat(service.lines()).anyMatch(line -> line.contains("zmq: undeployed"));
        }
      }
    }
  }

  @Test
  void shouldJoinAClusterWhenTold() throws IOException {
    String xml = Files.readString(Path.of(System.getProperty("basedir", "."), "conf/cluster.xml"));
    Path own =
        Files.writeString(
            folder.resolve("cluster.xml"),
            xml.replace("<cluster-name>zmqchans<", "<cluster-name>" + UUID.randomUUID() + "<"));
    List<String> flags = List.of("-Dvertx.hazelcast.config=" + own);
    List<ServiceProcess> nodes = new ArrayList<>();
    try {
      for (Path config : List.of(write("first", entrance()), write("second", way()))) {
        nodes.add(
            ServiceProcess.start(flags, "-conf", config, "-cluster", "-cluster-host=127.0.0.1"));
      }
      nodes.forEach(each -> each.awaitLine("Succeeded in deploying"));
      passes("from one node to the other");
      nodes.forEach(each -> assertThat(each.terminate().awaitExit()).isEqualTo(143));
    } finally {
      nodes.forEach(ServiceProcess::close);
    }
  }

  /** JeroMQ allocates what a frame's header says, within maxmsgsize: here more than there is. */
  @Test
  void shouldExitWithOneWhenItsLoopDied() throws IOException {
    try (ServiceProcess service =
        ServiceProcess.start(List.of("-Xmx40m"), "-conf", write("dying", entrance()))) {
      service.awaitLine("Succeeded in deploying");
      try (RawPeer peer = new RawPeer(entry)) {
        peer.shakeHands("PUSH").send(Zmtp.longFrame(0, 60L << 20, new byte[0]));
        assertThat(service.awaitExit()).isEqualTo(1);
      }
      assertThat(service.lines())
          .anyMatch(line -> line.contains("dying: died, and with it its sockets"))
          .anyMatch(line -> line.contains("OutOfMemoryError"))
          .anyMatch(line -> line.contains("dying: undeployed"));
    }
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "--check, '{\"sockets\": []}', 0, ''",
    "--check, '{\"nmae\": \"x\"}', 1, 'nmae: unknown key'",
    "-conf, '{\"nmae\": \"x\"}', 15, 'nmae: unknown key'",
    "-cnf, '{}', 2, 'Unknown option'",
    "'', '', 2, '--check FILE'"
  })
  void shouldExitWithACodeThatSaysWhy(String option, String config, int code, String said)
      throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), config);
    Object[] args = option.isEmpty() ? new Object[0] : new Object[] {option, file};
    try (ServiceProcess service = ServiceProcess.start(List.of(), args)) {
      assertThat(service.awaitExit()).isEqualTo(code);
      assertThat(String.join("\n", service.lines())).contains(said);
    }
  }
}
