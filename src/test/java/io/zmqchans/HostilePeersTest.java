// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.zmqchans.support.Besieged;
import io.zmqchans.support.BesiegedFixture;
import io.zmqchans.support.Pairing;
import io.zmqchans.support.RawPeer;
import io.zmqchans.support.Zmtp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever somebody who can reach a bound port does there, sockets of every type go on, at no
 * lasting cost.
 */
class HostilePeersTest extends BesiegedFixture {
  private static final long SEED = Long.getLong("zmqchans.seed", System.nanoTime());

  private interface Attack {
    void on(Pairing pairing);
  }

  private void attackAll(Attack attack) {
    for (Pairing each : Pairing.values()) {
      try {
        attack.on(each);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(each + ", seed " + SEED, e);
      }
      besieged.isHeard(each);
    }
  }

  @Test
  void shouldGoOnAfterRandomBytes() {
    Random random = new Random(SEED);
    attackAll(
        pairing -> {
          List<byte[]> contents = new ArrayList<>();
          for (int i = 0; i < 20; i++) {
            byte[] bytes = new byte[1 + random.nextInt(5000)];
            random.nextBytes(bytes);
            contents.add(bytes);
          }
          besieged.sendEach(pairing, contents);
        });
  }

  @Test
  void shouldGoOnAfterAnHttpRequest() {
    byte[] request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII);
    attackAll(pairing -> besieged.sendEach(pairing, List.of(request)));
  }

  @Test
  void shouldGoOnWithHalfAGreetingHeldOpen() {
    byte[] greeting = Zmtp.greeting(0, "NULL");
    List<RawPeer> held = new ArrayList<>();
    List<RawPeer> streams = new ArrayList<>(); // there are no greetings
    attackAll(
        pairing -> {
          for (int length = 0; length < greeting.length; length += 3) {
            byte[] half = Arrays.copyOf(greeting, length);
            RawPeer peer = besieged.connect(pairing).send(half);
            (pairing == Pairing.STREAM ? streams : held).add(peer);
          }
        });
    streams.forEach(RawPeer::close);
    held.forEach(RawPeer::awaitEnd);
  }

  @Test
  void shouldGoOnAfterConnectionsThatAreReset() {
    attackAll(
        pairing -> {
          for (int i = 0; i < 50; i++) {
            RawPeer peer = besieged.connect(pairing);
            (i % 2 == 0 ? peer : peer.send(Zmtp.handshake("DEALER"))).reset();
          }
        });
  }

  @Test
  void shouldGoOnWithThreeHundredSilentConnections() {
    List<RawPeer> silent = new ArrayList<>();
    attackAll(
        pairing -> {
          for (int i = 0; i < 300 / Pairing.values().length; i++) {
            silent.add(besieged.connect(pairing));
          }
        });
    besieged.isWell();
    silent.forEach(RawPeer::close);
  }

  @Test
  void shouldGoOnWithPeersThatOnlyGreet() {
    byte[] greeting = Zmtp.greeting(0, "NULL");
    List<RawPeer> greeted = new ArrayList<>();
    attackAll(
        pairing -> {
          for (int i = 0; i < 10; i++) {
            greeted.add(besieged.connect(pairing).send(greeting));
          }
        });
    besieged.isWell();
    greeted.forEach(RawPeer::close);
  }

  /** What is to be allocated for a frame that isn't there. */
  @Test
  void shouldAllocateNothingForAFrameThatIsTooLarge() {
    long[] sizes = {-1, 0x800000007FFFFFFFL, 8L << 30, Besieged.MAX_MESSAGE + 1, Long.MIN_VALUE};
    attackAll(
        pairing -> {
          List<byte[]> contents = new ArrayList<>();
          for (long size : sizes) {
            byte[] frame = Zmtp.longFrame(0, size, new byte[100]);
            byte[] old = Arrays.copyOfRange(frame, 1, frame.length);
            contents.add(Zmtp.all(Zmtp.handshake(peerType(pairing)), frame));
            contents.add(Zmtp.all(Zmtp.greeting(0, "NULL"), frame));
            contents.add(Zmtp.all(Zmtp.greeting2(5), frame));
            contents.add(Zmtp.all(Zmtp.frame(0, ""), new byte[] {(byte) 0xff}, old)); // ZMTP 1
          }
          besieged.sendEach(pairing, contents);
        });
  }

  @Test
  void shouldGoOnAfterReservedFlags() {
    attackAll(
        pairing -> {
          List<byte[]> contents = new ArrayList<>();
          for (int flags = 8; flags < 256; flags += 4) {
            byte[] frame = Zmtp.frame(flags, "PING is not what this is, nor is it READY");
            contents.add(Zmtp.all(Zmtp.handshake(peerType(pairing)), frame, frame));
          }
          besieged.sendEach(pairing, contents);
        });
  }

  private static String peerType(Pairing pairing) {
    return pairing.peer().name();
  }
}
