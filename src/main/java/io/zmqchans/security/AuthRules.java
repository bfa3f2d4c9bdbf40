// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The rules of {@code auth}: addresses, users and passwords, keys. Immutable; any thread may use
 * it.
 *
 * <p>An address that is denied, or not among those allowed where there are any, is out whatever it
 * knows. Then somebody else decides, if there is one; if not PLAIN needs a user's password, CURVE
 * one of the keys, and NULL nothing.
 */
public final class AuthRules implements Gatekeeper {
  private static final byte[] NO_PASSWORD = new byte[16];

  private final Map<String, byte[]> users = new HashMap<>();
  private final Set<String> keys;
  private final List<Cidr> allow;
  private final List<Cidr> deny;
  private final Gatekeeper next;

  /**
   * The rules of an {@code auth} that was checked; without any, NULL gets in and nobody else.
   *
   * @param next who decides on peers whose address is allowed; null: the users and keys
   */
  public AuthRules(JsonObject auth, Gatekeeper next) {
    JsonObject passwords = auth.getJsonObject("users", new JsonObject());
    for (String user : passwords.fieldNames()) {
      users.put(user, passwords.getString(user).getBytes(StandardCharsets.UTF_8));
    }
    keys = strings(auth, "keys").stream().collect(Collectors.toUnmodifiableSet());
    allow = strings(auth, "allow").stream().map(Cidr::parse).toList();
    deny = strings(auth, "deny").stream().map(Cidr::parse).toList();
    this.next = next;
  }

  private static List<String> strings(JsonObject auth, String name) {
    return auth.getJsonArray(name, new JsonArray()).stream().map(Objects::toString).toList();
  }

  @Override
  public void ask(Handshake handshake, Consumer<Verdict> answer) {
    if (next != null && isAddressAllowed(handshake.address())) {
      next.ask(handshake, answer);
    } else {
      answer.accept(decide(handshake));
    }
  }

  private Verdict decide(Handshake handshake) {
    if (!isAddressAllowed(handshake.address())) {
      return Verdict.DENIED;
    }
    return switch (handshake.mechanism()) {
      case "NULL" -> new Verdict(true, "");
      case "PLAIN" -> new Verdict(isUser(handshake), handshake.username());
      case "CURVE" -> new Verdict(keys.contains(handshake.key()), handshake.key());
      default -> Verdict.DENIED;
    };
  }

  private boolean isAddressAllowed(String address) {
    if (allow.isEmpty() && deny.isEmpty()) {
      return true;
    }
    byte[] bytes;
    try {
      bytes = Cidr.address(address);
    } catch (IllegalArgumentException e) {
      return false;
    }
    return deny.stream().noneMatch(block -> block.contains(bytes))
        && (allow.isEmpty() || allow.stream().anyMatch(block -> block.contains(bytes)));
  }

  /** Takes as long for a user that there is as for one that there isn't. */
  private boolean isUser(Handshake handshake) {
    byte[] password = users.getOrDefault(handshake.username(), NO_PASSWORD);
    byte[] given = handshake.password().getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(password, given) && users.containsKey(handshake.username());
  }
}
