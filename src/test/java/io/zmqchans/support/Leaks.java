// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** What a verticle may leave behind: threads, compared with those at the start, and ports. */
public final class Leaks {
  /** Loops and their pools, their terminators, and JeroMQ's own threads. */
  private static final Pattern NAMES =
      Pattern.compile(".+-loop(-.*)?|.+-term|reaper-\\d+|iothread-\\d+");

  /** Below what the system gives out by itself, so nobody else takes one for a wildcard. */
  private static final int FIRST_PORT = 20_000;

  private static final int PORTS = 6_000;

  /** Tests run in two processes at once, which Surefire numbers from 1. */
  private static final int PROCESS = Integer.getInteger("surefire.forkNumber", 1) % 2;

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private final Set<Thread> before = new HashSet<>(threads());

  /** Live threads of verticles and of JeroMQ, whoever started them. */
  public static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> NAMES.matcher(each.getName()).matches())
        .toList();
  }

  /** Of these threads, those that started since. */
  public List<Thread> threadsSince() {
    return threads().stream().filter(each -> !before.contains(each)).toList();
  }

  /** Fails if, after a while for threads to end, one is left or one of the ports is still taken. */
  public void none(int... ports) {
    Eventually.until(() -> "threads end: " + threadsSince(), () -> threadsSince().isEmpty());
    noneAt(ports);
  }

  /** Fails if, after a while, one of the ports is still taken. */
  public void noneAt(int... ports) {
    for (int port : ports) {
      Eventually.until(() -> "port " + port + " gets free", () -> isFree(port));
    }
  }

  /** A port of the loopback that nobody has, another one at each call. */
  public static int freePort() {
    int port;
    do {
      port = FIRST_PORT + PROCESS * PORTS + ThreadLocalRandom.current().nextInt(PORTS);
    } while (!GIVEN.add(port) || !isFree(port));
    return port;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = listen(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** Takes a port of the loopback. */
  public static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
