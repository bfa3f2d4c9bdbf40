// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.security.Handshake;
import io.zmqchans.security.Verdict;
import io.zmqchans.support.Node;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decisions on the bus: only a clear yes is one. */
class BusGatekeeperTest {
  private static final Handshake ADA =
      new Handshake("PLAIN", "v.n", "1.2.3.4", "ada", "secret", null);
  private static final Handshake KEY = new Handshake("CURVE", "v.n", "1.2.3.4", null, null, "k");
  private static final Handshake ANYBODY =
      new Handshake("NULL", "v.n", "1.2.3.4", null, null, null);

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<Verdict> verdicts = new LinkedBlockingQueue<>();
  private final BusGatekeeper gatekeeper = new BusGatekeeper(vertx, "auth", 10_000);

  @AfterEach
  void close() {
    Node.await(vertx.close());
  }

  private void answer(Object body) {
    Node.await(vertx.eventBus().consumer("auth", question -> question.reply(body)).completion());
  }

  private Verdict verdict(Handshake handshake) {
    gatekeeper.ask(handshake, verdicts::add);
    return Node.next(verdicts);
  }

  private JsonObject question(Handshake handshake) {
    BlockingQueue<JsonObject> questions = new LinkedBlockingQueue<>();
    Node.await(
        vertx.eventBus().<JsonObject>consumer("auth", q -> questions.add(q.body())).completion());
    gatekeeper.ask(handshake, verdicts::add);
    return Node.next(questions);
  }

  @Test
  void shouldAskWhatIsKnownOfAUser() {
    assertThat(question(ADA))
        .isEqualTo(
            new JsonObject()
                .put("mechanism", "PLAIN")
                .put("domain", "v.n")
                .put("address", "1.2.3.4")
                .put("username", "ada")
                .put("password", "secret"));
  }

  @Test
  void shouldAskWhatIsKnownOfAKey() {
    assertThat(question(KEY))
        .isEqualTo(
            new JsonObject()
                .put("mechanism", "CURVE")
                .put("domain", "v.n")
                .put("address", "1.2.3.4")
                .put("key", "k"));
  }

  @Test
  void shouldAskWhatIsKnownOfAnAddress() {
    assertThat(question(ANYBODY).fieldNames())
        .containsExactlyInAnyOrder("mechanism", "domain", "address");
  }

  @Test
  void shouldLetInAsWhomTheAnswerSays() {
    answer(new JsonObject().put("allow", true).put("userId", "countess"));

    assertThat(verdict(ADA)).isEqualTo(new Verdict(true, "countess"));
  }

  @Test
  void shouldLetAUserInAsItselfIfTheAnswerDoesNotSay() {
    answer(new JsonObject().put("allow", true));

    assertThat(verdict(ADA)).isEqualTo(new Verdict(true, "ada"));
    assertThat(verdict(KEY)).isEqualTo(new Verdict(true, ""));
  }

  static Stream<Object> wrongAnswers() {
    return Stream.of(
        "yes",
        true,
        1,
        new JsonObject(),
        new JsonObject().put("allow", false),
        new JsonObject().put("allow", "true"),
        new JsonObject().put("allow", 1),
        new JsonObject().put("allow", true).put("userId", 7),
        new JsonArray().add(new JsonObject().put("allow", true)));
  }

  @ParameterizedTest
  @MethodSource("wrongAnswers")
  void shouldTakeAnyOtherAnswerForANo(Object body) {
    answer(body);

    assertThat(verdict(ADA)).isEqualTo(Verdict.DENIED);
  }

  @Test
  void shouldTakeNoBodyForANo() {
    answer(null);

    assertThat(verdict(ADA)).isEqualTo(Verdict.DENIED);
  }

  @Test
  void shouldTakeAFailureForANo() {
    Node.await(
        vertx.eventBus().consumer("auth", question -> question.fail(0, "allow")).completion());

    assertThat(verdict(ADA)).isEqualTo(Verdict.DENIED);
  }

  @Test
  void shouldTakeNobodyForANo() {
    assertThat(verdict(ADA)).isEqualTo(Verdict.DENIED);
  }

  @Test
  void shouldAskOnlySoManyAtATime() {
    Node.await(vertx.eventBus().consumer("auth", question -> {}).completion());
    BusGatekeeper impatient = new BusGatekeeper(vertx, "auth", 500);
    for (int i = 0; i < BusGatekeeper.MAX_ASKED; i++) {
      impatient.ask(ANYBODY, verdicts::add);
    }
    BlockingQueue<Verdict> oneMore = new LinkedBlockingQueue<>();

    impatient.ask(ANYBODY, oneMore::add);

    assertThat(oneMore).containsExactly(Verdict.DENIED);
    for (int i = 0; i < BusGatekeeper.MAX_ASKED; i++) {
      assertThat(Node.next(verdicts)).isEqualTo(Verdict.DENIED);
    }
    answer(new JsonObject().put("allow", true)); // and there is room again
    impatient.ask(ANYBODY, oneMore::add);
    impatient.ask(ANYBODY, oneMore::add); // sent to the two consumers in turn
    Node.next(oneMore);
    assertThat(Node.next(oneMore).allow()).isTrue();
  }
}
