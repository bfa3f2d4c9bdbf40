// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.zmqchans.ZmqFailure;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenSocket;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What zmqchans' terminate! and terminated? do for a socket. */
class ClosingParityTest extends SeedFixture {
  private OpenContext context;
  private OpenSocket rep;

  @BeforeEach
  void open() {
    context = context();
    rep = context.socket("rep", "name", "rep", "bind", "inproc://rep");
  }

  private static ReplyFailure type(Runnable request) {
    return Assertions.catchThrowableOfType(ReplyException.class, request::run).failureType();
  }

  @Test
  void shouldTakeItsAddressesOffTheBus() {
    rep.close();
    assertThat(type(() -> rep.send("x"))).isEqualTo(ReplyFailure.NO_HANDLERS);
    assertThat(type(() -> rep.command("stats"))).isEqualTo(ReplyFailure.NO_HANDLERS);
    assertThat(context.command("list").getJsonArray("sockets")).isEmpty();
  }

  @Test
  void shouldSayThatItIsTerminated() {
    assertThat(failure(() -> context.command("stats", "socket", "rep"))).isNull();
    rep.close();
    assertThat(failure(() -> context.command("stats", "socket", "rep")))
        .isEqualTo(ZmqFailure.CLOSED);
    assertThat(failure(() -> context.command("stats", "socket", "never")))
        .isEqualTo(ZmqFailure.UNKNOWN_SOCKET);
  }

  @Test
  void shouldRefuseToCloseTwice() {
    rep.close();
    assertThat(failure(() -> context.command("close", "socket", "rep")))
        .isEqualTo(ZmqFailure.CLOSED);
  }

  @Test
  void shouldFreeItsNameAndEndpoint() {
    rep.close();
    OpenSocket next = context.socket("rep", "name", "rep", "bind", "inproc://rep");
    context.socket("req").connect(next).send("anybody there?");
    assertThat(next.receiveText()).isEqualTo("anybody there?");
  }

  @Test
  void shouldLeaveOtherSocketsAlone() {
    OpenSocket other = context.socket("rep", "bind", "inproc://other");
    OpenSocket req = context.socket("req").connect(other);
    rep.close();
    req.send("still there?");
    assertThat(other.receiveText()).isEqualTo("still there?");
  }

  @Test
  void shouldTellSendersWhatWasNotSent() {
    OpenSocket push = context.socket("push");
    var pending = push.submit("nobody to send this to");
    Eventually.until(() -> "a message pending", () -> push.figure("pending") == 1);
    push.close();
    Eventually.until(() -> "the sender knows", pending::isComplete);
    assertThat(ZmqFailure.of(pending.cause())).isEqualTo(ZmqFailure.CLOSED);
  }
}
