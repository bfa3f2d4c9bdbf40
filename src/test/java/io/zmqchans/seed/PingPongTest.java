// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.zmqchans.ZmqMessage;
import io.zmqchans.ZmqOptions;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ping-pong: a thousand exchanges between a req and a rep, each a handler on the event bus. */
class PingPongTest extends SeedFixture {
  private static final int EXCHANGES = 1000;

  /** The numbers that a socket received; it sends the next one each time. */
  private static final class Player {
    final List<Integer> received = new CopyOnWriteArrayList<>();
    private final OpenSocket socket;

    Player(OpenSocket socket) {
      this.socket = socket.listen(this::received);
    }

    private void received(Object body) {
      int number = Integer.parseInt(((ZmqMessage) body).string(0));
      received.add(number);
      if (number < 2 * EXCHANGES) {
        socket.submit(Integer.toString(number + 1));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "WORKER, inproc://ping-pong",
    "EVENT_LOOP, inproc://ping-pong",
    "WORKER, tcp://127.0.0.1:*",
    "EVENT_LOOP, tcp://127.0.0.1:*"
  })
  void shouldExchangeInTurn(ThreadingModel model, String endpoint) {
    OpenContext context = OpenContext.start(vertx, model, new ZmqOptions());
    OpenSocket rep = context.socket("rep", "bind", endpoint);
    OpenSocket req = context.socket("req").connect(rep);
    Player ponger = new Player(rep);
    Player pinger = new Player(req);
    req.send("1");
    Eventually.until(
        () -> pinger.received.size() + " replies", () -> pinger.received.size() == EXCHANGES);
    assertThat(ponger.received).isEqualTo(everySecond(1));
    assertThat(pinger.received).isEqualTo(everySecond(2));
  }

  private static List<Integer> everySecond(int first) {
    return IntStream.range(0, EXCHANGES).mapToObj(i -> first + 2 * i).toList();
  }
}
