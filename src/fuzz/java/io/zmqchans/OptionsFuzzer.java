// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.loop.SocketKind;
import io.zmqchans.loop.SocketOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/**
 * Configurations of the keys there are and of others, with any values: each is taken or refused,
 * and neither shows a secret.
 */
@Tag("soak")
class OptionsFuzzer {
  private static final String SECRET = "hush-hush";
  private static final String[] VERTICLE_KEYS =
      VerticleSchema.SCHEMA.names().toArray(String[]::new);
  private static final String[] SOCKET_KEYS = SocketSchema.SCHEMA.names().toArray(String[]::new);
  private static final String[] OPTIONS =
      Stream.of(SocketOption.values()).map(SocketOption::optionName).toArray(String[]::new);
  private static final String[] WORDS = {
    "zmq",
    "a",
    "tcp://*:5555",
    "tcp://127.0.0.1:*",
    "@inproc://a,>tcp://b:1",
    "send",
    "request",
    "publish",
    "drop",
    "json",
    "rpc",
    "local",
    "off",
    "10.0.0.0/8",
    "::1/128",
    "",
    "\u0000"
  };

  private final String[] types =
      Stream.of(SocketKind.values())
          .map(each -> each.name().toLowerCase(Locale.ROOT))
          .toArray(String[]::new);

  @FuzzTest(maxDuration = "60s")
  void shouldTakeOrRefuse(FuzzedDataProvider data) {
    JsonObject config = object(data, VERTICLE_KEYS, 4);
    if (data.consumeBoolean()) {
      JsonArray sockets = new JsonArray();
      while (data.remainingBytes() > 0 && sockets.size() < 4) {
        sockets.add(socket(data));
      }
      config.put("sockets", sockets);
    }
    if (data.consumeBoolean()) {
      config.put("auth", new JsonObject().put("users", new JsonObject().put("ada", SECRET)));
    }
    try {
      hush(new ZmqOptions(config).toJson().encode());
    } catch (IllegalArgumentException | ReplyException refused) {
      for (Throwable each = refused; each != null; each = each.getCause()) {
        hush(each.toString());
      }
    }
  }

  private static void hush(String text) {
    if (text.contains(SECRET)) {
      throw new AssertionError("shows a secret: " + text);
    }
  }

  private JsonObject socket(FuzzedDataProvider data) {
    JsonObject socket = object(data, SOCKET_KEYS, 4);
    if (data.consumeInt(0, 5) > 0) {
      socket.put("name", "n" + data.consumeInt(0, 5)).put("type", data.pickValue(types));
    }
    if (data.consumeBoolean()) {
      socket.put("options", object(data, OPTIONS, 2));
    }
    switch (data.consumeInt(0, 4)) {
      case 0 -> socket.put("plain", secret(data, "username", "password"));
      case 1 -> socket.put("curve", secret(data, "serverKey", "secretKey"));
      case 2 -> socket.put("options", new JsonObject().put("plain_password", SECRET));
      case 3 -> socket.put("options", new JsonObject().put("curve_secretkey", SECRET));
      default -> {}
    }
    return socket;
  }

  private static JsonObject secret(FuzzedDataProvider data, String open, String secret) {
    JsonObject all = new JsonObject().put(secret, SECRET);
    return data.consumeBoolean() ? all.put(open, value(data, 1)) : all;
  }

  private static JsonObject object(FuzzedDataProvider data, String[] keys, int depth) {
    JsonObject object = new JsonObject();
    for (int n = data.consumeInt(0, 4); n > 0; n--) {
      boolean known = data.consumeInt(0, 7) > 0;
      object.put(known ? data.pickValue(keys) : text(data, 12), value(data, depth));
    }
    return object;
  }

  /** Never the secret, which a guided fuzzer soon finds. */
  private static String text(FuzzedDataProvider data, int maxLength) {
    return data.consumeString(maxLength).replace('-', '_');
  }

  private static Object value(FuzzedDataProvider data, int depth) {
    return switch (data.consumeInt(0, depth > 0 ? 9 : 6)) {
      case 0 -> null;
      case 1 -> data.consumeBoolean();
      case 2 -> data.consumeInt(-2, 2000);
      case 3 -> data.consumeLong();
      case 4 -> data.consumeDouble();
      case 5 -> text(data, 40);
      case 6 -> data.pickValue(WORDS);
      case 7 -> data.consumeBytes(40);
      case 8 -> object(data, SOCKET_KEYS, depth - 1);
      default -> {
        List<Object> all = new ArrayList<>();
        for (int n = data.consumeInt(0, 3); n > 0; n--) {
          all.add(value(data, depth - 1));
        }
        yield new JsonArray(all);
      }
    };
  }
}
