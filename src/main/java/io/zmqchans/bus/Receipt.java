// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;

/** What is owed for a request of one or several messages. Any thread may call it. */
final class Receipt {
  private final Message<Object> request;
  private int open;
  private boolean given;

  Receipt(Message<Object> request) {
    this.request = request;
    this.open = Delivery.count(request.body());
  }

  /** One of its messages was taken; the last of them acknowledges. */
  synchronized void taken() {
    if (--open == 0) {
      give(null);
    }
  }

  /** One of its messages wasn't, so it is to be delivered again. */
  synchronized void returned() {
    give(new ReplyException(ReplyFailure.TIMEOUT, "not taken by a stream that has ended"));
  }

  private void give(Object answer) {
    if (!given && request.replyAddress() != null) {
      given = true;
      request.reply(answer);
    }
  }
}
