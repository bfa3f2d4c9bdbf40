// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqMessage;
import io.zmqchans.ZmqOptions;
import io.zmqchans.support.Activities;
import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenSocket;
import io.zmqchans.support.TcpGate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** big-small: messages of 50 MiB beside small ones, in one verticle and in two. */
class BigSmallTest extends SeedFixture {
  private static final int BIG_ONES = 5;
  private static final int SMALL_ONES = 100;
  private static final int HOLD_AFTER = 1 << 20;

  private final ZmqMessage bigOne = big();

  private static ZmqMessage big() {
    byte[] bytes = new byte[50 << 20];
    new Random(1).nextBytes(bytes);
    return ZmqMessage.wrap(bytes);
  }

  /** Both ends of a pipeline. */
  private record Pipeline(OpenSocket push, OpenSocket pull) {
    static Pipeline in(OpenContext context, String endpoint) {
      OpenSocket pull = context.socket("pull", "bind", endpoint);
      return new Pipeline(context.socket("push").connect(pull), pull);
    }

    void pass(Object message) {
      push.send(message);
      assertThat(pull.receive().equals(message)).as("the same message").isTrue();
    }
  }

  private OpenContext named(String name) {
    return context(new ZmqOptions().setName(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"inproc://", "tcp://127.0.0.1:*"})
  void shouldPassBigOnesBesideSmallOnesInOneVerticle(String endpoint) {
    OpenContext context = context();
    passBoth(context, context, endpoint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"inproc://", "tcp://127.0.0.1:*"})
  void shouldPassBigOnesBesideSmallOnesInTwoVerticles(String endpoint) {
    passBoth(named("big"), named("small"), endpoint);
  }

  private void passBoth(OpenContext forBig, OpenContext forSmall, String endpoint) {
    boolean inproc = endpoint.startsWith("inproc");
    Pipeline big = Pipeline.in(forBig, inproc ? endpoint + "big" : endpoint);
    Pipeline small = Pipeline.in(forSmall, inproc ? endpoint + "small" : endpoint);
    try (Activities activities = new Activities()) {
      activities.repeat("small", () -> small.pass(ZmqMessage.of("")));
      for (int i = 0; i < BIG_ONES; i++) {
        big.pass(bigOne);
        activities.awaitEach();
      }
      assertThat(activities.count("small")).isGreaterThanOrEqualTo(BIG_ONES);
    }
    assertThat(big.pull.figure("received")).isEqualTo(BIG_ONES);
  }

  @Test
  void shouldPassSmallOnesInAnotherVerticleWhileABigOneIsHalfway() {
    passSmallOnesWhileABigOneIsHalfway(named("big"), named("small"));
  }

  @Test
  void shouldPassSmallOnesInTheSameVerticleWhileABigOneIsHalfway() {
    OpenContext context = context();
    passSmallOnesWhileABigOneIsHalfway(context, context);
  }

  private void passSmallOnesWhileABigOneIsHalfway(OpenContext forBig, OpenContext forSmall) {
    OpenSocket pull = forBig.socket("pull", "bind", WILDCARD);
    String endpoint = pull.command("endpoints").getJsonArray("endpoints").getString(0);
    Pipeline small = Pipeline.in(forSmall, WILDCARD);
    try (TcpGate gate = new TcpGate(endpoint, HOLD_AFTER)) {
      OpenSocket push = forBig.socket("push", "connect", gate.endpoint());
      push.send(bigOne);
      gate.awaitHeld();
      for (int i = 0; i < SMALL_ONES; i++) {
        small.pass(ZmqMessage.of("small " + i));
      }
      assertThat(pull.receivable()).as("arrived through a closed gate").isZero();
      gate.open();
      assertThat(pull.receive().equals(bigOne)).as("the same message").isTrue();
    }
  }
}
