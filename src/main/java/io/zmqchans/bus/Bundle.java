// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.eventbus.Message;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.LoopTask;
import java.util.List;

/**
 * A batch on its way from {@code in} to a socket. Made on the hub's context; the rest is for the
 * loop thread, or if the loop is closed for the submitter's.
 *
 * <p>Each message is accepted and counted like one sent by itself, except that once there is no
 * room for one, there is none for those after it: what leaves is then the beginning of the batch.
 * The sender gets one answer, when all are settled.
 */
final class Bundle implements LoopTask {
  private final InChannel channel;
  private final Message<Object> request;
  private final List<Page> pages;
  private int open;
  private int taken;
  private ZmqFailure failure;
  private String why;

  Bundle(InChannel channel, LoopSocket socket, Message<Object> request, List<ZmqMessage> messages) {
    this.channel = channel;
    this.request = request;
    this.pages = messages.stream().map(message -> new Page(socket, message)).toList();
    this.open = pages.size();
  }

  @Override
  public void run() {
    for (Page page : pages) {
      if (failure == ZmqFailure.FULL) {
        page.refused(failure, why);
      } else {
        page.run();
      }
    }
  }

  @Override
  public void closed() {
    pages.forEach(Page::closed);
  }

  private void settle() {
    if (--open > 0) {
      return;
    }
    int size = pages.size();
    if (failure == null) {
      channel.answer(request);
    } else {
      String text = "%s; ZeroMQ took %d of the batch's %d messages".formatted(why, taken, size);
      channel.refuse(request, size - taken, failure, text);
    }
  }

  private final class Page extends Letter {
    Page(LoopSocket socket, ZmqMessage message) {
      super(channel, socket, message);
    }

    @Override
    protected void taken() {
      taken++;
      settle();
    }

    @Override
    protected void returned(ZmqFailure failure, String why) {
      if (Bundle.this.failure == null) {
        Bundle.this.failure = failure;
        Bundle.this.why = why;
      }
      settle();
    }
  }
}
