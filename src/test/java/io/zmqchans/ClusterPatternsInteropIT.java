// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.ClusterFixture;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.LibzmqSocket;
import io.zmqchans.support.Node;
import io.zmqchans.support.PythonPeer;
import io.zmqchans.support.RawPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets on one node of a cluster, used from another. */
class ClusterPatternsInteropIT extends ClusterFixture {
  private static final int MAX_IN_FLIGHT = 20;

  private static JsonObject bound(String type) {
    return Node.socket(type, type).put("bind", "tcp://127.0.0.1:*");
  }

  private static void send(String socket, String text) {
    other.order("request", "address", "zmq." + socket + ".in", "body", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pair", "dealer"})
  void shouldExchange(String type) {
    sockets.deploy(bound(type).put("format", "string"));
    other.order("collect", "address", "zmq." + type + ".out");
    try (LibzmqSocket peer = new LibzmqSocket(type)) {
      peer.connect(other.endpoint(type));
      send(type, "there");
      assertThat(peer.receive()).isEqualTo(ZmqMessage.of("there"));
      peer.send("back");
      assertThat(other.order("next", "address", "zmq." + type + ".out")).isEqualTo("back");
    }
  }

  @Test
  void shouldPublishAndPush() {
    sockets.deploy(bound("xpub").put("format", "buffer"), bound("push"));
    other.order("collect", "address", "zmq.xpub.out");
    try (LibzmqSocket sub = new LibzmqSocket("sub");
        LibzmqSocket pull = new LibzmqSocket("pull")) {
      sub.set("subscribe", "w").connect(other.endpoint("xpub"));
      assertThat(other.order("next", "address", "zmq.xpub.out")).isEqualTo("\u0001w");
      send("xpub", "weather");
      assertThat(sub.receive()).isEqualTo(ZmqMessage.of("weather"));
      pull.connect(other.endpoint("push"));
      send("push", "task");
      assertThat(pull.receive()).isEqualTo(ZmqMessage.of("task"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sub", "xsub"})
  void shouldSubscribe(String type) {
    JsonObject config = bound(type).put("format", "string");
    sockets.deploy(type.equals("sub") ? config.put("subscribe", "w") : config);
    other.order("collect", "address", "zmq." + type + ".out");
    try (LibzmqSocket xpub = new LibzmqSocket("xpub")) {
      xpub.connect(other.endpoint(type));
      if (type.equals("xsub")) {
        send("xsub", "\u0001w");
      }
      assertThat(xpub.receive()).isEqualTo(ZmqMessage.of("\u0001w"));
      xpub.send("weather");
      assertThat(other.order("next", "address", "zmq." + type + ".out")).isEqualTo("weather");
    }
  }

  @Test
  void shouldAskAndAnswerByTheirOwnRules() {
    sockets.deploy(bound("req").put("format", "string"), bound("rep").put("format", "string"));
    other.order("collect", "address", "zmq.req.out");
    other.order("collect", "address", "zmq.rep.out");
    try (LibzmqSocket rep = new LibzmqSocket("rep");
        LibzmqSocket req = new LibzmqSocket("req")) {
      rep.connect(other.endpoint("req"));
      req.connect(other.endpoint("rep"));
      send("req", "who?");
      assertThat(rep.receive()).isEqualTo(ZmqMessage.of("who?"));
      rep.send("you");
      assertThat(other.order("next", "address", "zmq.req.out")).isEqualTo("you");
      req.send("me?");
      assertThat(other.order("next", "address", "zmq.rep.out")).isEqualTo("me?");
      send("rep", "yes");
      assertThat(req.receive()).isEqualTo(ZmqMessage.of("yes"));
    }
  }

  @Test
  void shouldRoute() {
    sockets.deploy(bound("router"));
    bounce("router");
    try (LibzmqSocket one = new LibzmqSocket("dealer");
        LibzmqSocket two = new LibzmqSocket("req")) {
      one.connect(other.endpoint("router"));
      two.connect(other.endpoint("router"));
      one.send("one", "and more");
      two.send("two");
      assertThat(one.receive()).isEqualTo(ZmqMessage.of("one", "and more"));
      assertThat(two.receive()).isEqualTo(ZmqMessage.of("two"));
    }
  }

  @Test
  void shouldStream() {
    sockets.deploy(bound("stream"));
    bounce("stream");
    try (RawPeer client = new RawPeer(other.endpoint("stream"))) {
      client.send("plain bytes".getBytes(US_ASCII));
      assertThat(new String(client.read(11), US_ASCII)).isEqualTo("plain bytes");
    }
  }

  private static void bounce(String socket) {
    String address = "zmq." + socket;
    other.order("register");
    other.order("bounce", "address", address + ".out", "to", address + ".in");
  }

  @ParameterizedTest
  @ValueSource(strings = {"send", "publish", "request"})
  void shouldGiveBatches(String delivery) {
    sockets.deploy(bound("pull").put("batch", 10).put("delivery", delivery));
    other.consume("zmq.pull.out", 0);
    try (ChildProcess sender = PythonPeer.start("flood.py", other.endpoint("pull"), 5000, 100)) {
      Eventually.until(() -> "all, not " + taken(), () -> taken() == 5000);
      sender.awaitLine("sent ");
    }
    assertThat(other.taken("zmq.pull.out").getInteger("disorders")).isZero();
    Eventually.until(
        () -> "a sum in " + other.stats("pull"),
        () -> other.stats("pull").getInteger("delivered") == 5000);
  }

  @Test
  void shouldBeControlledFromItsOwnNodeOnly() {
    JsonObject config = new JsonObject().put("sockets", new JsonArray().add(bound("pull")));
    sockets.deployConfig(config);

    assertThat(sockets.command("zmq.control", "list").getJsonArray("sockets")).hasSize(1);
    assertThatThrownBy(() -> other.command("zmq.control", "list"))
        .hasMessageContaining("No handlers");
    assertThatThrownBy(() -> other.stats("pull")).hasMessageContaining("No handlers");
  }

  @Test
  void shouldAskAndAnswer() {
    sockets.deploy(
        bound("router").put("mode", "rpc"),
        Node.socket("asker", "dealer").put("mode", "rpc").put("format", "string"));
    other.order("echo", "address", "zmq.router.out");
    String endpoint = other.endpoint("router");
    other.order(
        "request",
        "address",
        "zmq.asker.control",
        "body",
        new JsonObject().put("command", "connect").put("endpoint", endpoint));
    assertThat(other.order("request", "address", "zmq.asker.in", "body", "who?")).isEqualTo("who?");
    try (LibzmqSocket req = new LibzmqSocket("req")) {
      req.connect(endpoint);
      req.send("me?");
      assertThat(req.receive()).isEqualTo(ZmqMessage.of("me?"));
    }
  }

  @Test
  void shouldReportToAnotherNode() {
    sockets.deploy(bound("pull").put("format", "json"));
    other.order("collect", "address", "zmq.pull.events");
    try (LibzmqSocket push = new LibzmqSocket("push")) {
      push.connect(other.endpoint("pull"));
      push.send("no json");
      JsonObject event = new JsonObject(other.order("next", "address", "zmq.pull.events"));
      assertThat(event.getString("event")).isEqualTo("undecodable");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"send", "publish", "request"})
  void shouldWaitForAConsumerThatPausesAndOneThatComes(String delivery) {
    JsonObject pull = bound("pull").put("delivery", delivery).put("maxInFlight", MAX_IN_FLIGHT);
    sockets.deploy(pull);
    try (ChildProcess sender = PythonPeer.start("flood.py", other.endpoint("pull"), 5000, 100)) {
      other.consume("zmq.pull.out", 0);
      Eventually.until(() -> "some", () -> taken() > 100);
      other.order("pause", "address", "zmq.pull.out");
      shouldHold();
      other.order("resume", "address", "zmq.pull.out");
      Eventually.until(() -> "all, not " + taken(), () -> taken() == 5000);
      sender.awaitLine("sent ");
      other.order("unregister", "address", "zmq.pull.out");
    }
    Eventually.until(
        () -> "a sum in " + other.stats("pull"),
        () -> other.stats("pull").getInteger("delivered") == 5000);
    try (ChildProcess sender = PythonPeer.start("flood.py", other.endpoint("pull"), 5000, 100)) {
      shouldHold();
      other.consume("zmq.pull.out", 0);
      Eventually.until(() -> "all, not " + taken(), () -> taken() == 5000);
      sender.awaitLine("sent ");
      other.order("unregister", "address", "zmq.pull.out");
    }
    assertThat(other.stats("pull").getInteger("dropped")).isZero();
  }

  private static int taken() {
    return other.taken("zmq.pull.out").getInteger("count");
  }

  private static void shouldHold() {
    Eventually.until(
        () -> "a pause in " + other.stats("pull"), () -> other.stats("pull").getBoolean("paused"));
    JsonObject stats = other.stats("pull");
    assertThat(stats.getInteger("received") - stats.getInteger("delivered"))
        .isLessThanOrEqualTo(2 * MAX_IN_FLIGHT);
  }

  @Test
  void shouldPipeToASocketOnAnotherNode() {
    JsonObject pull = bound("pull").put("delivery", "request").put("out", "piped");
    sockets.deploy(pull.put("maxInFlight", MAX_IN_FLIGHT));
    other.deploy(
        new JsonObject[] {Node.socket("push", "push").put("bind", "tcp://127.0.0.1:*")}, "far");
    other.order("pipe", "from", "piped", "address", "far.push.in");
    try (ChildProcess receiver = PythonPeer.start("drain.py", other.endpoint("far", "push"), 5000);
        ChildProcess sender = PythonPeer.start("flood.py", other.endpoint("pull"), 5000, 100)) {
      sender.awaitLine("sent ");
      assertThat(receiver.awaitLine("drained ")).isEqualTo("5000 in order");
    }
    assertThat(other.order("piped")).isEmpty();
  }
}
