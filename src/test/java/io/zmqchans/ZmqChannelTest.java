// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sockets as streams, on their own node. */
class ZmqChannelTest extends RelayFixture {
  private static final String LOOPBACK = "tcp://127.0.0.1:*";
  private static final int COUNT = 500;

  private final BlockingQueue<String> taken = new LinkedBlockingQueue<>();

  @BeforeEach
  void deploy() {
    deploy(
        ThreadingModel.WORKER,
        socket("feed", "push"),
        socket("from", "pull").put("bind", LOOPBACK).put("delivery", "request"),
        socket("to", "push"),
        socket("end", "pull").put("bind", LOOPBACK));
    node.command("feed", "connect", "socket", "from");
  }

  private ReadStream<ZmqMessage> source() {
    return ZmqChannel.source(node.vertx(), "zmq.from.out");
  }

  private WriteStream<ZmqMessage> sink() {
    return ZmqChannel.sink(node.vertx(), "zmq.to.in");
  }

  private void feed(int count) {
    feed(0, count);
  }

  private void feed(int from, int to) {
    for (int i = from; i < to; i++) {
      node.send("feed", "" + i);
    }
  }

  private void shouldHaveTaken(int count) {
    awaitFigure("from", "delivered", count);
    assertThat(taken).hasSize(count);
  }

  @Test
  void shouldGiveWhatIsFetchedAndNoMore() {
    ReadStream<ZmqMessage> source = source().pause();
    source.handler(message -> taken.add(message.string(0)));
    feed(10);

    source.fetch(3);
    shouldHaveTaken(3);
    source.fetch(2);
    shouldHaveTaken(5);
    source.resume();

    shouldHaveTaken(10);
    assertThat(new ArrayList<>(taken))
        .isEqualTo(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
  }

  @Test
  void shouldTellWhatItsHandlerThrowsAndGoOn() {
    BlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
    source()
        .exceptionHandler(thrown::add)
        .handler(
            message -> {
              taken.add(message.string(0));
              throw new IllegalStateException(message.string(0));
            });

    feed(3);

    shouldHaveTaken(3);
    assertThat(thrown).extracting(Throwable::getMessage).containsExactly("0", "1", "2");
  }

  @Test
  void shouldGiveTheNextStreamWhatTheLastLeft() {
    ReadStream<ZmqMessage> first = source().pause();
    first.handler(message -> taken.add(message.string(0)));
    feed(10);
    first.fetch(4);
    shouldHaveTaken(4);

    first.handler(null);
    source().handler(message -> taken.add(message.string(0)));

    shouldHaveTaken(10);
  }

  @Test
  void shouldBeFullUntilZeroMqTakesWhatWasWritten() {
    AtomicInteger drained = new AtomicInteger();
    WriteStream<ZmqMessage> sink = sink().setWriteQueueMaxSize(4);
    sink.drainHandler(none -> drained.incrementAndGet());
    List<Future<Void>> written = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      assertThat(sink.writeQueueFull()).isFalse();
      written.add(sink.write(ZmqMessage.of("" + i)));
    }
    assertThat(sink.writeQueueFull()).isTrue();
    Future<Void> ended = sink.end();
    assertThat(ended.isComplete()).isFalse();

    node.command("to", "connect", "socket", "end");

    Node.await(ended);
    assertThat(written).allMatch(Future::succeeded);
    assertThat(sink.writeQueueFull()).isFalse();
    Eventually.until(() -> "one drain, not " + drained, () -> drained.get() == 1);
    assertThat(failure(sink.write(ZmqMessage.of("late"))).failureCode())
        .isEqualTo(ZmqFailure.WRONG_STATE.code());
  }

  /** What isn't at the destination when that is gone is the next one's. */
  @Test
  void shouldLoseNothingWhenADestinationIsGone() {
    node.command("to", "connect", "socket", "end");
    BlockingQueue<ZmqMessage> arrived = received("end");
    Future<Void> piped = source().pipeTo(sink());
    feed(0, COUNT / 2);
    Set<String> all = new HashSet<>(Set.of(Node.next(arrived).string(0)));

    node.command("to", "close");
    feed(COUNT / 2, COUNT);

    Eventually.until(() -> "an end of the pipe", piped::isComplete);
    assertThat(piped.cause()).hasMessageContaining("zmq.to.in");
    source().handler(message -> taken.add(message.string(0)));
    awaitFigure("from", "delivered", COUNT);
    all.addAll(taken);
    Eventually.until(
        () -> "all, not " + all.size(),
        () -> {
          for (ZmqMessage each = arrived.poll(); each != null; each = arrived.poll()) {
            all.add(each.string(0));
          }
          return all.size() == COUNT;
        });
  }
}
