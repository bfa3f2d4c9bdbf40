// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.zmqchans.support.BesiegedFixture;
import io.zmqchans.support.Pairing;
import io.zmqchans.support.Zmtp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every command of ZMTP, of every mechanism, cut off at each byte. */
class TruncatedCommandsTest extends BesiegedFixture {
  private static final byte[] KEY = new byte[104];

  private static final List<byte[]> COMMANDS =
      List.of(
          Zmtp.body("READY", property("Socket-Type", "DEALER"), property("Identity", "me")),
          Zmtp.body("READY", Zmtp.property("Identity", -1, new byte[9])),
          Zmtp.body("READY", Zmtp.property("Identity", Integer.MAX_VALUE, new byte[9])),
          Zmtp.body("ERROR", new byte[] {3}, "400".getBytes(US_ASCII)),
          Zmtp.body("ERROR", new byte[] {-1}, "4".getBytes(US_ASCII)),
          Zmtp.body("PING", new byte[] {0, 0}, new byte[20]),
          Zmtp.body("PONG", new byte[16]),
          Zmtp.body("SUBSCRIBE", "topic".getBytes(US_ASCII)),
          Zmtp.body("CANCEL", "topic".getBytes(US_ASCII)),
          Zmtp.body("JOIN", "group".getBytes(US_ASCII)),
          Zmtp.body("LEAVE", "group".getBytes(US_ASCII)),
          Zmtp.body("HELLO", new byte[] {2, 'm', 'e', 4, 's', 'e', 's', 'a'}),
          Zmtp.body("INITIATE", property("Socket-Type", "DEALER")),
          Zmtp.body("WELCOME"),
          Zmtp.body("MESSAGE", new byte[20]));

  /** As CURVE has them, they are long, and their beginnings differ in their length only. */
  private static final List<byte[]> LONG_COMMANDS =
      List.of(
          Zmtp.body("HELLO", new byte[] {1, 0}, new byte[192]),
          Zmtp.body("WELCOME", KEY, new byte[56]),
          Zmtp.body("INITIATE", KEY, KEY));

  private static byte[] property(String name, String value) {
    return Zmtp.property(name, value.getBytes(US_ASCII));
  }

  /** Each command's beginnings, as whole frames. */
  private static List<byte[]> beginnings() {
    List<byte[]> frames = new ArrayList<>();
    for (byte[] command : COMMANDS) {
      for (int length = 0; length <= command.length; length++) {
        frames.add(Zmtp.frame(Zmtp.COMMAND, Arrays.copyOf(command, length)));
      }
    }
    for (byte[] command : LONG_COMMANDS) {
      for (int length = 0; length <= command.length; length += 37) {
        frames.add(Zmtp.frame(Zmtp.COMMAND, Arrays.copyOf(command, length)));
      }
    }
    return frames;
  }

  /** Connections that each send a greeting, perhaps more, and then one of these. */
  private void sendEach(Pairing pairing, byte[] before) {
    List<byte[]> some = new ArrayList<>();
    for (byte[] each : beginnings()) {
      some.add(Zmtp.all(before, each));
      if (some.size() == 50) {
        besieged.sendEach(pairing, some);
        some.clear();
      }
    }
    besieged.sendEach(pairing, some);
    besieged.isHeard(pairing);
  }

  @Test
  void shouldGoOnAfterABadHandshake() {
    byte[] greeting = Zmtp.greeting(0, "NULL");
    for (Pairing each : Pairing.values()) {
      sendEach(each, greeting);
    }
  }

  @Test
  void shouldGoOnAfterABadCommandAmongMessages() {
    for (Pairing each : Pairing.values()) {
      sendEach(each, Zmtp.handshake(each.peer().name()));
    }
  }
}
