// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.Handler;
import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.zmqchans.BridgeOptions;
import io.zmqchans.ZmqOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;

/** A test's own node with a bridge, {@code zmq.edge}, and its clients; for one thread. */
public abstract class BridgeFixture extends RelayFixture {
  private final List<BridgeUser> peers = new ArrayList<>();

  @AfterEach
  void closePeers() {
    peers.forEach(BridgeUser::close);
  }

  /** Lets through what begins with {@code open.}, and {@code checked} if its {@code kind} is 1. */
  protected static BridgeOptions open() {
    JsonObject open = new JsonObject().put("addressRegex", "open\\..*");
    JsonObject checked =
        new JsonObject().put("address", "checked").put("match", new JsonObject().put("kind", 1));
    return new BridgeOptions()
        .setName("edge")
        .setBind("tcp://127.0.0.1:*")
        .setInbound(open, checked)
        .setOutbound(open, checked);
  }

  protected void deploy(BridgeOptions bridge) {
    node = Node.deploy(ThreadingModel.WORKER, new ZmqOptions().addBridge(bridge));
  }

  protected BridgeUser dealer() {
    return closedAfter(BridgeUser.dealer(node.endpoint("edge")));
  }

  protected BridgeUser closedAfter(BridgeUser peer) {
    peers.add(peer);
    return peer;
  }

  /** Has somebody there on the bus. */
  protected void serve(String address, Handler<Message<Object>> consumer) {
    Node.await(node.vertx().eventBus().consumer(address, consumer).completion());
  }

  /** The messages that arrive at an address from now on. */
  protected BlockingQueue<Message<Object>> messages(String address) {
    BlockingQueue<Message<Object>> messages = new LinkedBlockingQueue<>();
    serve(address, messages::add);
    return messages;
  }
}
