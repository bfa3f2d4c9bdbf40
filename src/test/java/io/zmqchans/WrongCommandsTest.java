// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no command, or not now: it is refused with its code and a reason, and nothing else. */
class WrongCommandsTest {
  private Node node;
  private BlockingQueue<ZmqMessage> received;

  @BeforeEach
  void deploy() {
    node =
        Node.deploy(
            ThreadingModel.WORKER,
            socket("pull", "pull").put("bind", "tcp://127.0.0.1:*"),
            socket("push", "push"));
    node.command("push", "connect", "socket", "pull");
    received = node.collect("zmq.pull.out");
  }

  /** Whatever was refused: everything still works. */
  @AfterEach
  void relayAndClose() {
    try (Node closing = node) {
      closing.send("push", "still there");
      assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("still there"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 2 | 'command' is to be a string; found nothing",
        "{'command':7} | 2 | 'command' is to be a string; found 7 (Integer)",
        "{'command':'jump'} | 2 | 'jump'; there are [auth, close, list, open, proxy, stats, unproxy",
        "{'command':'bind','endpoint':'inproc://x'} | 2 | no command 'bind'",
        "{'command':'stats','socket':'nobody'} | 3 | no socket 'nobody'; there are [pull, push]",
        "{'command':'stats','socket':7} | 2 | 'socket' is to be a string; found 7 (Integer)",
        "{'command':'open'} | 2 | 'options' is to be a JSON object; found nothing",
        "{'command':'open','options':'x'} | 2 | 'options' is to be a JSON object; found String",
        "{'command':'proxy','frontend':'pull'} | 2 | 'backend' is to be a string; found nothing",
        "{'command':'proxy','frontend':'pull','backend':'nobody'} | 3 | no socket 'nobody'",
        "{'command':'proxy','frontend':'nobody','backend':'push'} | 3 | no socket 'nobody'",
        "{'command':'proxy','frontend':'pull','backend':'pull'} | 2 | between two sockets",
        "{'command':'proxy','frontend':'pull','backend':'push','capture':1} | 2 | 'capture'",
        "{'command':'unproxy'} | 2 | 'frontend' is to be a string; found nothing",
        "{'command':'unproxy','frontend':'pull'} | 8 | 'pull' isn't the frontend of a proxy"
      })
  void shouldRefuseForTheVerticle(String json, int code, String text) {
    Refusal.of(code, () -> node.request("zmq.control", body(json))).contains(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 2 | 'command' is to be a string; found nothing",
        "{'command':'jump'} | 2 | 'jump'; there are [attach, awaitPeers, bind,",
        "{'command':'list'} | 2 | socket 'push' has no command 'list'",
        "{'command':'bind'} | 2 | 'endpoint' is to be a string; found nothing",
        "{'command':'bind','endpoint':5555} | 2 | 'endpoint' is to be a string; found 5555",
        "{'command':'bind','endpoint':'5555'} | 4 | bind 5555: allowed are tcp://",
        "{'command':'bind','endpoint':'tcp://'} | 4 | bind tcp://: allowed are tcp://",
        "{'command':'bind','endpoint':'tcp://127.0.0.1'} | 4 | bind tcp://127.0.0.1",
        "{'command':'bind','endpoint':'tcp://127.0.0.1:port'} | 4 | bind tcp://127.0.0.1:port",
        "{'command':'bind','endpoint':'tcp://127.0.0.1:99999'} | 4 | bind tcp://127.0.0.1:99999",
        "{'command':'bind','endpoint':'http://127.0.0.1:1'} | 4 | allowed are tcp://",
        "{'command':'bind','endpoint':'udp://127.0.0.1:1'} | 10 | allowed are tcp, inproc, ipc",
        "{'command':'bind','endpoint':'tipc://{1,2,3}'} | 10 | no transport tipc",
        "{'command':'bind','endpoint':'ws://127.0.0.1:1'} | 10 | no transport ws",
        "{'command':'connect','endpoint':'pgm://127.0.0.1:1'} | 10 | no transport pgm",
        "{'command':'connect','endpoint':'vmci://1:1'} | 10 | no transport vmci",
        "{'command':'unbind'} | 8 | unbind: there is none to undo",
        "{'command':'unbind','endpoint':'tcp://127.0.0.1:1'} | 4 | isn't one of this socket's",
        "{'command':'unbind','endpoint':1} | 2 | 'endpoint' is to be a string; found 1",
        "{'command':'connect'} | 2 | 'endpoint' is to be a string; found nothing",
        "{'command':'connect','endpoint':'nowhere'} | 4 | connect nowhere: allowed are tcp://",
        "{'command':'connect','endpoint':'tcp://127.0.0.1:no'} | 4 | connect tcp://127.0.0.1:no",
        "{'command':'connect','socket':'nobody'} | 3 | no socket 'nobody'",
        "{'command':'connect','socket':'push'} | 8 | bound nowhere",
        "{'command':'disconnect','endpoint':'tcp://127.0.0.1:1'} | 4 | isn't one of this socket's",
        "{'command':'attach'} | 2 | 'endpoints' is to be a string or an array of strings",
        "{'command':'attach','endpoints':[1]} | 2 | 'endpoints' is to be a string or an array",
        "{'command':'attach','endpoints':'tcp://x'} | 4 | allowed is '@' (bind) or '>' (connect)",
        "{'command':'attach','endpoints':''} | 4 | allowed is '@' (bind) or '>' (connect)",
        "{'command':'subscribe'} | 2 | 'topic' is to be a string or binary; found nothing",
        "{'command':'subscribe','topic':7} | 2 | 'topic' is to be a string or binary; found 7",
        "{'command':'subscribe','topic':'x'} | 10 | only a sub socket has topics",
        "{'command':'unsubscribe','topic':'x'} | 10 | only a sub socket has topics",
        "{'command':'get'} | 2 | 'option' is to be a string; found nothing",
        "{'command':'set','option':'linger'} | 2 | 'value' is to be a value; found nothing",
        "{'command':'set','option':'type','value':1} | 2 | read-only",
        "{'command':'set','option':'plain_server','value':true} | 2 | option plain_server",
        "{'command':'set','option':'sndhwm','value':5} | 8 | only before bind and connect",
        "{'command':'set','option':'sndhwm','value':'x'} | 2 | allowed is a whole number",
        "{'command':'join','group':'g'} | 10 | only a dish socket has groups",
        "{'command':'leave','group':'g'} | 10 | only a dish socket has groups",
        "{'command':'join','group':''} | 2 | 'group' is to be a group of 1 to 255 ASCII",
        "{'command':'join','group':'für'} | 2 | 'group' is to be a group of 1 to 255 ASCII",
        "{'command':'join','group':7} | 2 | 'group' is to be a string; found 7",
        "{'command':'leave'} | 2 | 'group' is to be a string; found nothing",
        "{'command':'awaitPeers','count':0} | 2 | 'count' is to be a whole number from 1; found 0",
        "{'command':'awaitPeers','count':'1'} | 2 | 'count' is to be a whole number from 1",
        "{'command':'awaitPeers','timeout':-1} | 2 | 'timeout' is to be a whole number from 1"
      })
  void shouldRefuseForASocket(String json, int code, String text) {
    Refusal.of(code, () -> node.request("zmq.push.control", body(json))).contains(text);
    JsonObject toVerticle = body(json);
    if (toVerticle.containsKey("socket")) {
      toVerticle.put("to", toVerticle.getValue("socket"));
    }
    Refusal.of(code, () -> node.request("zmq.control", toVerticle.put("socket", "push")))
        .contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zmq.control", "zmq.push.control"})
  void shouldRefuseWhatIsNoJsonObject(String address) {
    for (Object body : new Object[] {"stats", null, 7, new JsonArray().add("stats"), new byte[1]}) {
      Refusal.of(ZmqFailure.BAD_COMMAND, () -> node.request(address, body))
          .startsWith("a command is a JSON object with 'command'; found ");
    }
  }

  private static JsonObject body(String json) {
    return new JsonObject(json.replace('\'', '"'));
  }
}
