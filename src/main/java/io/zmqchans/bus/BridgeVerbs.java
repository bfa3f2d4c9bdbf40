// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.eventbus.EventBus;
import io.zmqchans.ZmqBridgeEvent;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The verbs of a bridge's clients; a new one is a line in the table. Any thread may use it. */
final class BridgeVerbs {
  static final byte[] ERROR = frame("error");
  static final byte[] MESSAGE = frame("message");
  private static final int SHOWN = 40;
  private static final Map<String, BridgeVerb> VERBS = new LinkedHashMap<>();

  static {
    VERBS.put("ping", new BridgePing());
    VERBS.put("publish", new BridgeEmit(ZmqBridgeEvent.Type.PUBLISH, EventBus::publish));
    VERBS.put("register", new BridgeRegister());
    VERBS.put("reply", new BridgeReply());
    VERBS.put("request", new BridgeRequest());
    VERBS.put("send", new BridgeEmit(ZmqBridgeEvent.Type.SEND, EventBus::send));
    VERBS.put("unregister", new BridgeUnregister());
  }

  private BridgeVerbs() {}

  static byte[] frame(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Does what a client asks for, or throws what it is told as an error. */
  static void run(BridgeCall call) {
    String name = call.verb();
    BridgeVerb verb = VERBS.get(name);
    if (verb == null) {
      String shown = name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name;
      throw ZmqFailure.BAD_COMMAND.exception(
          "there is no verb %s; there are %s"
              .formatted(ZmqMessage.of(shown), String.join(", ", VERBS.keySet())));
    } else if (call.arguments() != verb.arguments()) {
      throw BridgeFormat.bad(
          "%s has %d frames after it; found %d"
              .formatted(name, verb.arguments(), call.arguments()));
    }
    verb.run(call);
  }
}
