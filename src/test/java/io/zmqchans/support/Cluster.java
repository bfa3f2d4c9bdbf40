// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import com.hazelcast.config.Config;
import com.hazelcast.config.FileSystemXmlConfig;
import com.hazelcast.config.TcpIpConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A cluster of further JVMs for one test's thread; none of them outlives it. */
public final class Cluster implements AutoCloseable {
  private static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final String name = "test-" + UUID.randomUUID();
  private final int firstPort = Leaks.freePort();
  private final List<RemoteNode> nodes = new ArrayList<>();

  /**
   * A Vert.x in this JVM, as {@code conf/cluster.xml} says, in a cluster of this name; but whoever
   * has the first port begins it at once, and the others wait for that one. Nodes that start at the
   * same time and look for each other would take 5 s to agree.
   */
  static Future<Vertx> join(String name, int port, int firstPort, VertxOptions options) {
    try {
      Path file = Path.of(System.getProperty("basedir", "."), "conf", "cluster.xml");
      Config config = new FileSystemXmlConfig(file.toFile());
      config.setClusterName(name).setProperty("hazelcast.logging.type", "none");
      config.setProperty("hazelcast.partition.count", "11"); // of which each join moves some
      config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
      TcpIpConfig others = config.getNetworkConfig().getJoin().getTcpIpConfig().clear();
      if (port != firstPort) {
        others.setRequiredMember("127.0.0.1:" + firstPort);
      }
      return Vertx.builder()
          .with(options)
          .withClusterManager(new HazelcastClusterManager(config))
          .buildClustered();
    } catch (FileNotFoundException e) {
      return Future.failedFuture(e);
    }
  }

  /** A further node with these flags of its JVM. */
  public RemoteNode node(String... flags) {
    return start(List.of(flags));
  }

  /** A further node whose event bus has this port, and is reached by others at that one. */
  public RemoteNode nodeBehind(int port, int publicPort) {
    return start(List.of(), port, publicPort);
  }

  private RemoteNode start(List<String> flags, Object... busPorts) {
    List<String> all = new ArrayList<>(QUICK_START);
    all.addAll(flags);
    int port = nodes.isEmpty() ? firstPort : Leaks.freePort();
    List<Object> args = new ArrayList<>(List.of(name, port, firstPort));
    args.addAll(List.of(busPorts));
    RemoteNode node = new RemoteNode(JavaPeer.start(all, ClusterNode.class, args.toArray()));
    nodes.add(node);
    return node;
  }

  @Override
  public void close() {
    nodes.forEach(RemoteNode::kill);
  }
}
