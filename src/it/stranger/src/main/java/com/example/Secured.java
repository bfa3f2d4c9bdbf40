// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package com.example;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import org.zeromq.ZMQ;

/** Encrypted, and for those only that somebody here knows. */
final class Secured extends VerticleBase {
  @Override
  public Future<?> start() {
    ZMQ.Curve.KeyPair keys = ZMQ.Curve.generateKeyPair();
    System.out.println("server's key: " + keys.publicKey);
    vertx
        .eventBus()
        .<JsonObject>consumer(
            "who",
            peer ->
                peer.reply(
                    new JsonObject()
                        .put("allow", peer.body().getString("mechanism").equals("CURVE"))
                        .put("userId", "ada")));
    vertx
        .eventBus()
        .<ZmqMessage>consumer(
            "secured.door.out",
            message ->
                System.out.println(
                    "secured: %s at %s: %s"
                        .formatted(
                            message.headers().get("zmq-user"),
                            message.headers().get("zmq-peer"),
                            message.body().string(0))));
    return Application.deploy(
        vertx,
        """
        {"name": "secured", "auth": {"address": "who"}, "sockets": [
          {"name": "door", "type": "pull", "bind": "tcp://127.0.0.1:*", "headers": true,
           "curve": {"server": true, "secretKey": "%s"}}]}"""
            .formatted(keys.secretKey));
  }
}
