// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/**
 * Two nodes of a cluster, the same for all tests of a JVM, which run one after the other: to start
 * them takes longer than most tests. Their heap is small, so that what is kept shows.
 */
public abstract class ClusterFixture {
  private static final String[] LITTLE_HEAP = {"-Xmx96m", "-XX:+ExitOnOutOfMemoryError"};

  private static Cluster cluster;

  /** Where a test has its sockets. */
  protected static RemoteNode sockets;

  /** From where it uses them; this node knows their messages. */
  protected static RemoteNode other;

  @BeforeAll
  static void join() {
    PythonPeer.assumeAvailable();
    if (cluster == null) {
      cluster = new Cluster();
      sockets = cluster.node(LITTLE_HEAP);
      other = cluster.node(LITTLE_HEAP);
      other.order("register");
    }
  }

  /** A further one, which the test is to kill in the end. */
  protected static RemoteNode further() {
    return cluster.node();
  }

  @AfterEach
  void reset() {
    sockets.order("reset");
    other.order("reset");
  }
}
