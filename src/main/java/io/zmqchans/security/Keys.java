// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import zmq.util.Z85;

/**
 * CURVE keys: 40 characters of Z85 (RFC 32), given as they are or in a file. Stateless; any thread
 * may call it. No message shows a key.
 */
public final class Keys {
  public static final String ALLOWED = "a CURVE key: 40 characters of Z85";

  private static final int BYTES = 32;
  private static final int MAX_FILE_BYTES = 1024;
  private static final Pattern Z85_KEY =
      Pattern.compile("[0-9a-zA-Z.\\-:+=^!/*?&<>()\\[\\]{}@%$#]{40}");

  private Keys() {}

  /** Whether it is a key, public or secret; five characters may mean more than four bytes hold. */
  public static boolean isKey(Object value) {
    return value instanceof String s
        && Z85_KEY.matcher(s).matches()
        && Z85.encode(Z85.decode(s), BYTES).equals(s);
  }

  /** The key of this name, or in the file named by it with {@code File} behind. May block. */
  static byte[] read(JsonObject curve, String name) {
    String file = curve.getString(name + "File");
    if (file == null) {
      return Z85.decode(curve.getString(name));
    }
    String key = content("curve." + name + "File: ", file);
    if (!isKey(key)) {
      throw new IllegalArgumentException(
          "curve.%sFile: '%s' doesn't hold what is allowed, %s".formatted(name, file, ALLOWED));
    }
    return Z85.decode(key);
  }

  private static String content(String where, String file) {
    try {
      Path path = Path.of(file);
      if (!Files.isRegularFile(path)) {
        throw new IllegalArgumentException(where + "there is no file '" + file + "'");
      }
      try (InputStream in = Files.newInputStream(path)) {
        return new String(in.readNBytes(MAX_FILE_BYTES), StandardCharsets.ISO_8859_1).trim();
      }
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(where + "can't read '" + file + "'", e);
    }
  }
}
