// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/**
 * Says to channels, on whatever node, whether any of their messages are left at handlers of this
 * one. Any thread may call it.
 */
final class Witness {
  private final Vertx vertx;
  private final Accounts accounts;

  Witness(Vertx vertx, Accounts accounts) {
    this.vertx = vertx;
    this.accounts = accounts;
  }

  /** Answers at once, and again when the handlers have got to the end, if there are any. */
  void answer(String node, JsonObject question, JsonObject answer) {
    answer.put("channel", question.getLong("channel")).put("round", question.getLong("round"));
    String address = question.getString("address");
    Runnable later = () -> send(node, Round.Answer.NOTHING_LEFT, answer);
    boolean somebody = Probe.send(vertx, address, later);
    send(node, somebody ? Round.Answer.WAIT : Round.Answer.NOBODY, answer);
  }

  private void send(String node, Round.Answer what, JsonObject answer) {
    accounts.flush(node, answer.getLong("channel")); // comes before the answer
    vertx.eventBus().send(node, what.addTo(answer.copy()));
  }
}
