// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

import io.vertx.core.json.JsonObject;
import io.zmqchans.SocketOptions;
import io.zmqchans.loop.SocketSetup;
import org.zeromq.ZMQ.Socket;

/**
 * The security mechanism of a socket. Immutable; any thread may make and ask it, {@link #apply} is
 * for the loop thread.
 */
public final class Mechanism implements SocketSetup {
  private final JsonObject plain;
  private final byte[] secretKey;
  private final byte[] publicKey;
  private final byte[] serverKey;
  private final boolean server;

  private Mechanism(JsonObject plain, JsonObject curve) {
    this.plain = plain;
    this.server = isServer(plain) || isServer(curve);
    this.secretKey = curve == null ? null : Keys.read(curve, "secretKey");
    this.publicKey = curve == null || server ? null : Keys.read(curve, "publicKey");
    this.serverKey = curve == null || server ? null : Keys.read(curve, "serverKey");
  }

  /**
   * The one that these say, which must have been checked; null and null is NULL. Blocks if {@link
   * #isInFiles}.
   *
   * @throws IllegalArgumentException if a file doesn't hold a key
   */
  public static Mechanism of(JsonObject plain, JsonObject curve) {
    return new Mechanism(plain, curve);
  }

  /** Whether a key is to be read from a file. */
  public static boolean isInFiles(JsonObject curve) {
    return curve != null && curve.fieldNames().stream().anyMatch(name -> name.endsWith("File"));
  }

  private static boolean isServer(JsonObject mechanism) {
    return mechanism != null && mechanism.getBoolean("server", false);
  }

  /**
   * How peers would get in unasked to a socket configured so: beginning with the key that is wrong,
   * or null if they won't.
   *
   * @param guarded whether the verticle has {@code auth}
   */
  public static String gap(SocketOptions socket, boolean guarded) {
    boolean plain = isServer(socket.getPlain());
    if (!guarded && (plain || isServer(socket.getCurve()))) {
      return (plain ? "plain" : "curve")
          + ": a server needs the verticle's 'auth', which is missing; everybody would get in";
    } else if (guarded && "".equals(socket.getOptions().getValue("zap_domain"))) {
      return "options.zap_domain: found \"\", which lets peers get in without 'auth'";
    }
    return null;
  }

  @Override
  public void apply(Socket socket) {
    if (plain != null && server) {
      socket.setPlainServer(true);
    } else if (plain != null) {
      socket.setPlainUsername(plain.getString("username"));
      socket.setPlainPassword(plain.getString("password"));
    } else if (secretKey != null) {
      socket.setCurveSecretKey(secretKey);
      if (server) {
        socket.setCurveServer(true);
      } else {
        socket.setCurvePublicKey(publicKey);
        socket.setCurveServerKey(serverKey);
      }
    }
  }
}
