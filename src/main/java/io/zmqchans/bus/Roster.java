// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The verticles of one Vertx that have their sockets, for whoever wants to look at them. Any thread
 * may call it.
 */
public final class Roster implements Shareable {
  /** Is told, on any thread, perhaps twice; must neither block nor throw. */
  public interface Watcher {
    /** A verticle is about to open its sockets. */
    void joined(Hub hub);

    /** It has none any more. */
    void left(Hub hub);

    /** A socket is open. */
    void opened(Hub hub, Sight socket);

    /** It is closed. */
    void closed(Hub hub, Sight socket);
  }

  private final List<Hub> hubs = new CopyOnWriteArrayList<>();
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
  private final Set<Runnable> mourners = ConcurrentHashMap.newKeySet();

  private Roster() {}

  /** That of a Vertx. */
  public static Roster of(Vertx vertx) {
    LocalMap<String, Roster> all = vertx.sharedData().getLocalMap("io.zmqchans.roster");
    return all.computeIfAbsent("roster", none -> new Roster());
  }

  /** {@return the verticles; instances of one share its name} */
  public List<Hub> hubs() {
    return Collections.unmodifiableList(hubs);
  }

  /** Has it told of the sockets there are and of those to come. */
  public synchronized void watch(Watcher watcher) {
    watchers.add(watcher);
    hubs.forEach(
        hub -> {
          watcher.joined(hub);
          hub.sockets().forEach(each -> watcher.opened(hub, each));
        });
  }

  /** It isn't told any more. */
  public void unwatch(Watcher watcher) {
    watchers.remove(watcher);
  }

  /** Has this called, perhaps twice, when a verticle has lost its loop, or if one has already. */
  public void onDeath(Runnable mourner) {
    mourners.add(mourner);
    if (hubs.stream().anyMatch(each -> !each.isAlive())) {
      mourner.run();
    }
  }

  synchronized void add(Hub hub) {
    hubs.add(hub);
    watchers.forEach(each -> each.joined(hub));
  }

  synchronized void remove(Hub hub) {
    if (hubs.remove(hub)) {
      hub.sockets().forEach(each -> closed(hub, each));
      watchers.forEach(each -> each.left(hub));
    }
  }

  synchronized void opened(Hub hub, Sight socket) {
    watchers.forEach(each -> each.opened(hub, socket));
  }

  synchronized void closed(Hub hub, Sight socket) {
    watchers.forEach(each -> each.closed(hub, socket));
  }

  void died() {
    mourners.forEach(Runnable::run);
  }
}
