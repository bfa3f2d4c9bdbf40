// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands for a verticle as a whole. */
class VerticleCommandsTest {
  private static final String TCP = "tcp://127.0.0.1:*";

  private Node node;

  @BeforeEach
  void deploy() {
    node =
        Node.deploy(
            ThreadingModel.EVENT_LOOP,
            socket("pull", "pull").put("bind", TCP),
            socket("push", "push"));
  }

  @AfterEach
  void close() {
    node.close();
  }

  private JsonObject open(JsonObject options) {
    return node.command(null, "open", "options", options);
  }

  private JsonArray names() {
    JsonArray names = new JsonArray();
    for (Object each : node.command(null, "list").getJsonArray("sockets")) {
      names.add(((JsonObject) each).getString("name"));
    }
    return names;
  }

  @Test
  void shouldOpenASocketLikeAConfiguredOne() {
    JsonObject options =
        socket("new", "dealer")
            .put("bind", TCP)
            .put("connect", node.endpoint("pull"))
            .put("in", "elsewhere.in")
            .put("options", new JsonObject().put("rcvhwm", 7));

    JsonObject opened = open(options);

    JsonArray endpoints = (JsonArray) opened.remove("endpoints");
    assertThat(endpoints.getString(0)).matches("tcp://127\\.0\\.0\\.1:[1-9][0-9]*");
    assertThat(endpoints.getString(1)).isEqualTo(node.endpoint("pull"));
    assertThat(endpoints).hasSize(2);
    assertThat(opened)
        .isEqualTo(
            new JsonObject()
                .put("name", "new")
                .put("type", "dealer")
                .put("in", "elsewhere.in")
                .put("out", "zmq.new.out")
                .put("control", "zmq.new.control")
                .put("events", "zmq.new.events"));
    assertThat(node.command("new", "get", "option", "rcvhwm").getInteger("value")).isEqualTo(7);
  }

  @Test
  void shouldRelayThroughASocketOpenedLater() {
    BlockingQueue<String> received = node.collect("late.out");
    JsonObject late = socket("late", "sub").put("out", "late.out").put("subscribe", "x");
    String port =
        open(socket("xpub", "xpub").put("bind", TCP)).getJsonArray("endpoints").getString(0);
    BlockingQueue<ZmqMessage> subscriptions = node.collect("zmq.xpub.out");

    open(late.put("format", "string").put("connect", port));

    assertThat(Node.next(subscriptions)).isEqualTo(ZmqMessage.of("\u0001x"));
    node.send("xpub", "y is not for it");
    node.send("xpub", "x is");
    assertThat(Node.next(received)).isEqualTo("x is");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name':'n','type':'pull','linnger':1} | 2 | options.linnger: unknown key | 'linger'",
        "{'name':'n','type':'pull','options':{'lingr':1}} | 2 | options.options.lingr | 'linger'",
        "{'name':'n','type':'pull','maxInFlight':0} | 2 | options.maxInFlight: found 0 | from 1",
        "{'name':'n','type':'pull','bind':7} | 2 | options.bind: found 7 | a string",
        "{'name':'n','type':'pull','in':'x'} | 2 | options.in | only receives",
        "{'name':'n','type':'polo'} | 2 | options.type: found \"polo\" | pull, push",
        "{'name':'a b','type':'pull'} | 2 | options.name: found \"a b\" | A-Za-z0-9",
        "{'type':'pull'} | 2 | options.name | required",
        "{'name':'n'} | 2 | options.type | required",
        "{'name':'n','type':'pull','join':'g'} | 2 | options.join: a pull socket has no | groups",
        "{'name':'n','type':'pull','options':{'tos':1}} | 10 | options.tos | send buffer"
      })
  void shouldNotOpenWithOptionsThatAreWrong(String options, int code, String path, String allowed) {
    JsonObject wrong = new JsonObject(options.replace('\'', '"'));

    Refusal.of(code, () -> open(wrong)).contains(path, allowed);

    assertThat(names()).isEqualTo(new JsonArray().add("pull").add("push"));
  }

  @Test
  void shouldNotOpenANameThatIsTaken() {
    Refusal.of(ZmqFailure.WRONG_STATE, () -> open(socket("pull", "dealer")))
        .contains("'pull'", "open already");

    assertThat(node.command("pull", "get", "option", "type").getString("value")).isEqualTo("pull");
  }

  @Test
  void shouldLeaveNothingOfASocketThatCouldNotBind() {
    String taken = node.endpoint("pull");
    JsonObject wrong =
        socket("new", "pull").put("bind", new JsonArray().add("inproc://x").add(taken));

    Refusal.of(ZmqFailure.BAD_ENDPOINT, () -> open(wrong))
        .contains("socket 'new'", taken, "in use");

    assertThat(names()).isEqualTo(new JsonArray().add("pull").add("push"));
    Refusal.noHandlers(node, "zmq.new.control");
    Refusal.of(ZmqFailure.UNKNOWN_SOCKET, () -> node.command(null, "stats", "socket", "new"));
    assertThat(open(wrong.put("bind", "inproc://x")).getJsonArray("endpoints")).hasSize(1);
  }

  @Test
  void shouldListTheSocketsWithAddressesAndEndpoints() {
    JsonObject list = node.command(null, "list");

    JsonObject pull =
        socket("pull", "pull")
            .put("out", "zmq.pull.out")
            .put("control", "zmq.pull.control")
            .put("events", "zmq.pull.events")
            .put("endpoints", new JsonArray().add(node.endpoint("pull")));
    JsonObject push =
        socket("push", "push")
            .put("in", "zmq.push.in")
            .put("control", "zmq.push.control")
            .put("events", "zmq.push.events")
            .put("endpoints", new JsonArray());
    assertThat(list)
        .isEqualTo(
            new JsonObject()
                .put("name", "zmq")
                .put("sockets", new JsonArray().add(pull).add(push)));
  }

  @Test
  void shouldSumTheFiguresUpAndTellThemPerSocket() {
    open(socket("second", "push").put("connect", node.endpoint("pull")));
    node.command("push", "connect", "socket", "pull");
    BlockingQueue<ZmqMessage> received = node.collect("zmq.pull.out");
    node.send("push", "four");
    node.send("second", "seven..");
    Node.next(received);
    Node.next(received);

    JsonObject all = node.command(null, "stats");

    assertThat(all.getString("name")).isEqualTo("zmq");
    assertThat(all.getInteger("sent")).isEqualTo(2);
    assertThat(all.getInteger("sentBytes")).isEqualTo(11);
    assertThat(all.getInteger("received")).isEqualTo(2);
    assertThat(all.getInteger("delivered")).isEqualTo(2);
    assertThat(all.getInteger("peers")).isEqualTo(4);
    JsonObject sockets = all.getJsonObject("sockets");
    assertThat(sockets.fieldNames()).containsExactlyInAnyOrder("pull", "push", "second");
    assertThat(sockets.getJsonObject("second")).isEqualTo(node.stats("second"));
    assertThat(sockets.getJsonObject("pull")).isEqualTo(node.stats("pull"));
  }

  @Test
  void shouldUndeployOnClose() {
    String name = node.deployment();

    assertThat(node.command(null, "close")).isEmpty();

    Eventually.until(() -> "undeployed", () -> !node.vertx().deploymentIDs().contains(name));
    Refusal.noHandlers(node, "zmq.control");
    Refusal.noHandlers(node, "zmq.push.in");
    Refusal.noHandlers(node, "zmq.push.control");
  }
}
