// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The accepted calls of one socket that have not ended. For the loop thread. All have the same
 * time, so they run out of it in the order they were made in, and one timer is enough for all of
 * them: it runs on the loop's context, or an event loop if there is none.
 */
final class RpcCalls {
  private final Outlet outlet;
  private final Consumer<RpcCall> onTimeout;
  private final Map<Long, RpcCall> calls = new LinkedHashMap<>();
  private boolean timing;

  RpcCalls(Outlet outlet, Consumer<RpcCall> onTimeout) {
    this.outlet = outlet;
    this.onTimeout = onTimeout;
  }

  void add(RpcCall call) {
    calls.put(call.id, call);
    setTimer();
  }

  /** Null if there is none of this number. */
  RpcCall get(long id) {
    return calls.get(id);
  }

  void remove(RpcCall call) {
    calls.remove(call.id);
  }

  List<RpcCall> removeAll() {
    List<RpcCall> all = List.copyOf(calls.values());
    calls.clear();
    return all;
  }

  private void setTimer() {
    if (!timing && !calls.isEmpty()) {
      timing = true;
      long left = TimeUnit.NANOSECONDS.toMillis(first().deadline - System.nanoTime());
      outlet.onLoopAfter(Math.max(1, left + 1), this::timer);
    }
  }

  private void timer() {
    timing = false;
    long now = System.nanoTime();
    while (!calls.isEmpty() && first().deadline - now <= 0) {
      RpcCall call = first();
      remove(call);
      onTimeout.accept(call);
    }
    setTimer();
  }

  private RpcCall first() {
    return calls.values().iterator().next();
  }
}
