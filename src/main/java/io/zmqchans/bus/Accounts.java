// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Handler;
import io.vertx.core.eventbus.DeliveryContext;
import io.zmqchans.ZmqBatch;
import io.zmqchans.ZmqMessage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sees each message that is about to reach a handler of this node of a cluster, and gives credit to
 * the channel it came from, on this node or another. Any thread may call it.
 *
 * <p>A message of this module's types says itself where it came from, in a header that is taken off
 * here: a node without this module can't read such a message, so nobody ever sees that header.
 * Other bodies carry nothing, and are known by an address that a channel has announced.
 */
final class Accounts implements Handler<DeliveryContext<Object>> {
  /** {@code node/channel/number/count}; the number is that of the last of so many messages. */
  static final String TAG = "zmq-credit";

  private static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final String self;
  private final Consumer<Runnable> soon;
  private final Account.Teller teller;
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final Map<String, Account> announced = new ConcurrentHashMap<>();

  Accounts(String self, Consumer<Runnable> soon, Account.Teller teller) {
    this.self = self;
    this.soon = soon;
    this.teller = teller;
  }

  @Override
  public void handle(DeliveryContext<Object> delivery) {
    Object body = delivery.body(); // null if it came from another node: not decoded yet
    String tag = null;
    if (body == null || isTagged(body)) {
      tag = delivery.message().headers().get(TAG);
    }
    if (tag != null) {
      delivery.message().headers().remove(TAG);
      try {
        take(tag);
      } catch (NumberFormatException | IndexOutOfBoundsException e) {
        // Somebody else's, with a header like ours.
      }
    } else if (!announced.isEmpty() && !(body instanceof Probe)) {
      Account account = announced.get(delivery.message().address());
      if (account != null) {
        add(account, 1, 0);
      }
    }
    delivery.next();
  }

  private void take(String tag) {
    int end = tag.lastIndexOf('/');
    int middle = tag.lastIndexOf('/', end - 1);
    long number = Long.parseLong(tag, middle + 1, end, 10);
    int count = Integer.parseInt(tag, end + 1, tag.length(), 10);
    String name = tag.substring(0, middle);
    if (count > 0 && Members.isNode(name)) {
      add(accounts.computeIfAbsent(name, this::account), count, number);
    }
  }

  static boolean isTagged(Object body) {
    return body instanceof ZmqMessage || body instanceof ZmqBatch;
  }

  private Account account(String name) {
    int end = name.lastIndexOf('/');
    return new Account(name.substring(0, end), Long.parseLong(name.substring(end + 1)), teller);
  }

  /** Its own node is told at once, others soon and of several together. */
  private void add(Account account, int count, long number) {
    if (!account.add(count, number)) {
      return;
    }
    if (account.node().equals(self)) {
      account.flush();
    } else {
      soon.accept(account::flush);
    }
  }

  private static String name(String node, long channel) {
    return node + "/" + channel;
  }

  /**
   * What arrives at this address without saying where from is that channel's. Several channels may
   * share an address; the last that was heard of gets it, so their sum is right.
   */
  void announce(String address, String node, long channel) {
    Account account = accounts.computeIfAbsent(name(node, channel), this::account);
    account.hear();
    announced.put(address, account);
  }

  /** Tells a channel at once. */
  void flush(String node, long channel) {
    Account account = accounts.get(name(node, channel));
    if (account != null) {
      account.flush();
    }
  }

  /** Tells those channels whose node wasn't there before. */
  void tellLeft() {
    accounts.values().forEach(Account::flush);
  }

  /** Channels that nothing was heard of for a minute. */
  void forgetOld() {
    long now = System.nanoTime();
    accounts.values().removeIf(account -> now - account.heard() > OLD_NANOS);
    announced.values().removeIf(account -> now - account.heard() > OLD_NANOS);
  }
}
