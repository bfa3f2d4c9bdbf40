// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.ClusterFixture;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.LibzmqSocket;
import io.zmqchans.support.Node;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Verticles of which one at a time has the sockets, and nobody dies. */
class ClusterExclusiveInteropIT extends ClusterFixture {
  private final int port = Leaks.freePort();
  private final LibzmqSocket client = new LibzmqSocket("dealer");

  @BeforeEach
  void serve() {
    other.order("echo", "address", "served");
    client.connect("tcp://127.0.0.1:" + port);
  }

  @AfterEach
  void close() {
    client.close();
  }

  private JsonObject config(String name) {
    JsonObject rep =
        Node.socket("rep", "router")
            .put("bind", "tcp://127.0.0.1:" + port)
            .put("mode", "rpc")
            .put("out", "served");
    return new JsonObject()
        .put("name", name)
        .put("exclusive", "one")
        .put("controlScope", "cluster")
        .put("sockets", new JsonArray().add(rep));
  }

  private void shouldServe(String what) {
    client.send("", what);
    assertThat(client.receive()).isEqualTo(ZmqMessage.of("", what));
  }

  @Test
  void aStandByShouldTakeOverWhenTheOwnerIsUndeployed() {
    sockets.deployConfig(config("zmq"));
    other.deployConfig(config("zmq"));
    shouldServe("before");

    sockets.order("undeploy");

    Eventually.until(
        () -> "an answer of the stand-by",
        () -> {
          client.send("", "after");
          return client.hasReceived();
        });
    assertThat(client.receive()).isEqualTo(ZmqMessage.of("", "after"));
    assertThat(other.command("zmq.control", "list").getJsonArray("sockets")).hasSize(1);
  }

  @Test
  void theOwnerShouldGoOnWhenAStandByIsUndeployed() {
    other.deployConfig(config("zmq"));
    sockets.deployConfig(config("zmq"));
    shouldServe("before");

    sockets.order("undeploy");

    shouldServe("after");
    assertThat(sockets.command("zmq.control", "list").getJsonArray("sockets")).hasSize(1);
  }

  @Test
  void oneOfTwoOnTheSameNodeShouldStandBy() {
    sockets.deployConfig(config("first"));
    sockets.deployConfig(config("second"));

    shouldServe("one");
    assertThat(other.command("first.control", "list").getJsonArray("sockets")).hasSize(1);
    assertThatThrownBy(() -> other.command("second.control", "list"))
        .hasMessageContaining("No handlers");
  }
}
