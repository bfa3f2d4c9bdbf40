// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * One question to all nodes: is anything of a channel's messages, up to the one with this number,
 * left with you? For the loop thread.
 */
final class Round {
  /** What a node may say. */
  enum Answer {
    /** Handlers have yet to get to the end of it; another answer follows. */
    WAIT,
    /** There are handlers, and they took or discarded everything. */
    NOTHING_LEFT,
    /** There is no handler. */
    NOBODY;

    static boolean isOne(JsonObject notice) {
      return Arrays.stream(values()).anyMatch(a -> a.name().equals(notice.getValue("answer")));
    }

    static Answer of(JsonObject notice) {
      return valueOf(notice.getString("answer"));
    }

    JsonObject addTo(JsonObject notice) {
      return notice.put("answer", name());
    }
  }

  private final long id;
  private final long number;
  private final Set<String> waiting;
  private final Set<String> done = new HashSet<>();

  Round(long id, long number, Set<String> nodes) {
    this.id = id;
    this.number = number;
    this.waiting = new HashSet<>(nodes);
  }

  long id() {
    return id;
  }

  long number() {
    return number;
  }

  void answered(String node, Answer answer) {
    if (answer == Answer.WAIT) {
      if (!done.contains(node)) {
        waiting.add(node);
      }
    } else {
      gone(node);
    }
  }

  /** Nothing is left there. */
  void gone(String node) {
    done.add(node);
    waiting.remove(node);
  }

  /** Whether nothing is left anywhere. */
  boolean isOver() {
    return waiting.isEmpty();
  }
}
