// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenSocket;
import org.junit.jupiter.api.Test;

/** relaxed-req, which the seed had to leave out: a req that doesn't wait for a lost server. */
class RelaxedReqTest extends SeedFixture {
  private static final int ROUNDS = 10;

  private OpenContext context;

  private OpenSocket relaxedReq(String endpoint) {
    context = context();
    return context.socket(
        "req",
        "options",
        json("req_relaxed", true, "req_correlate", true, "reconnect_ivl", 10),
        "connect",
        endpoint);
  }

  /** JeroMQ gives a port back some time after the socket was closed. */
  private OpenSocket server(String type, String endpoint) {
    OpenSocket server = context.socket(type);
    Eventually.until(
        () -> endpoint + " is free", () -> failure(() -> server.bind(endpoint)) == null);
    return server;
  }

  /** Returns the envelope and the text of the request that a router got. */
  private static ZmqMessage request(OpenSocket router, String text) {
    ZmqMessage request = (ZmqMessage) router.receive();
    assertThat(request.string(request.size() - 1)).isEqualTo(text);
    return request;
  }

  /** The same with another text. */
  private static ZmqMessage reply(ZmqMessage request, String text) {
    Object[] frames = request.frames().toArray();
    frames[frames.length - 1] = text;
    return ZmqMessage.of(frames);
  }

  @Test
  void shouldAskTheNextServerAfterEachLostOne() {
    String endpoint = "tcp://127.0.0.1:" + Leaks.freePort();
    OpenSocket req = relaxedReq(endpoint);
    for (int i = 0; i < ROUNDS; i++) {
      OpenSocket lost = server("router", endpoint);
      req.send("to the lost one " + i);
      request(lost, "to the lost one " + i);
      lost.close();
      Eventually.until(() -> "the loss is known", () -> req.figure("peers") == 0);
      req.send("to the next one " + i);
      OpenSocket rep = server("rep", endpoint);
      assertThat(rep.receiveText()).isEqualTo("to the next one " + i);
      rep.send("answer " + i);
      assertThat(req.receiveText()).isEqualTo("answer " + i);
      rep.close();
      Eventually.until(() -> "the end is known", () -> req.figure("peers") == 0);
    }
  }

  @Test
  void shouldAskAgainWhileAServerDoesNotAnswer() {
    OpenSocket req = relaxedReq("inproc://silent");
    OpenSocket router = context.socket("router", "bind", "inproc://silent");
    for (int i = 0; i < ROUNDS; i++) {
      req.send("again " + i);
      request(router, "again " + i);
    }
    assertThat(req.figure("pending")).isZero();
  }

  @Test
  void shouldDeliverOnlyTheAnswerToTheLastRequest() {
    OpenSocket req = relaxedReq("inproc://slow");
    OpenSocket router = context.socket("router", "bind", "inproc://slow");
    req.send("first");
    ZmqMessage first = request(router, "first");
    req.send("second");
    ZmqMessage second = request(router, "second");
    router.send(reply(first, "late"));
    router.send(reply(second, "in time"));
    assertThat(req.receiveText()).isEqualTo("in time");
    req.send("third");
    router.send(reply(request(router, "third"), "in time, too"));
    assertThat(req.receiveText()).isEqualTo("in time, too");
  }

  @Test
  void shouldKeepTheSecondRequestPendingWithoutTheseOptions() {
    context = context();
    OpenSocket router = context.socket("router", "bind", "inproc://strict");
    OpenSocket req = context.socket("req").connect(router);
    req.send("first");
    ZmqMessage first = request(router, "first");
    req.submit("second");
    Eventually.until(() -> "a request pending", () -> req.figure("pending") == 1);
    router.send(reply(first, "answer"));
    assertThat(req.receiveText()).isEqualTo("answer");
    request(router, "second");
  }
}
