// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.zmqchans.ZmqFailure;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks the host names of endpoints up on a worker thread, before the loop has JeroMQ do it, which
 * blocks: the JVM keeps the answer (networkaddress.cache.ttl, 30 s by default), so JeroMQ gets it
 * at once. For the hub's context.
 */
final class Hosts {
  /** How a name is looked up; blocks. */
  interface Lookup {
    InetAddress find(String host) throws UnknownHostException;
  }

  private static final long LIMIT_SECONDS = 10;

  /** Neither a wildcard nor an address. */
  private static final Pattern NAMED =
      Pattern.compile("[@>]?tcp://([^*\\[:]*[^*\\[:0-9.][^*\\[:]*):.*");

  private final Vertx vertx;
  private final Lookup lookup;

  Hosts(Vertx vertx, Lookup lookup) {
    this.vertx = vertx;
    this.lookup = lookup;
  }

  /**
   * Complete when each is known; at once if there is no name.
   *
   * @param socket whose they are
   * @param what is to be done with them: bind, connect, attach
   * @param endpoints to bind or connect, also with a prefix as {@code attach} has it
   * @return fails with {@link ZmqFailure#BAD_ENDPOINT}
   */
  Future<Void> find(String socket, String what, Collection<String> endpoints) {
    List<Future<InetAddress>> lookups =
        endpoints.stream()
            .map(endpoint -> NAMED.matcher(endpoint.trim()))
            .filter(Matcher::matches)
            .map(endpoint -> find(socket, what, endpoint))
            .toList();
    return lookups.isEmpty() ? Future.succeededFuture() : Future.all(lookups).mapEmpty();
  }

  private Future<InetAddress> find(String socket, String what, Matcher endpoint) {
    return vertx
        .executeBlocking(() -> lookup.find(endpoint.group(1)), false)
        .timeout(LIMIT_SECONDS, TimeUnit.SECONDS)
        .recover(
            e ->
                Future.failedFuture(
                    ZmqFailure.BAD_ENDPOINT.exception(
                        "socket '%s': %s %s: host '%s' %s"
                            .formatted(
                                socket,
                                what,
                                endpoint.group(),
                                endpoint.group(1),
                                e instanceof TimeoutException
                                    ? "could not be looked up within " + LIMIT_SECONDS + " s"
                                    : "is unknown"))));
  }
}
