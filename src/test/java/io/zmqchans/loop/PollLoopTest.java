// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmqchans.SocketOptions;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.OpenFiles;
import io.zmqchans.support.RunningLoop;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ.Socket;

/** The loop, without a bus. */
class PollLoopTest {
  private static final int MORE_THAN_A_TURN = 2000;

  private final Leaks leaks = new Leaks();

  private record Task(Runnable atTheEnd) implements LoopTask {
    @Override
    public void run() {
      // Nothing to do.
    }

    @Override
    public void closed() {
      atTheEnd.run();
    }
  }

  private static CompletableFuture<Boolean> start(PollLoop loop) {
    return new RunningLoop(loop).ended();
  }

  @Test
  void shouldCloseWhateverATaskThrowsThatIsTold() throws Exception {
    PollLoop loop = new PollLoop("throwing", 1, 100, true);
    CountDownLatch told = new CountDownLatch(1);
    loop.stop(0);
    for (int i = 0; i < MORE_THAN_A_TURN; i++) {
      loop.submit(new Task(() -> {}));
    }
    loop.submit(
        new Task(
            () -> {
              throw new IllegalStateException("as it is meant to");
            }));
    loop.submit(new Task(told::countDown));

    CompletableFuture<Boolean> ended = start(loop);

    assertThat(ended.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(told.getCount()).isZero();
    leaks.none();
  }

  @Test
  void shouldLendItsNameToTheThreadThatRunsIt() throws Exception {
    PollLoop loop = new PollLoop("lending", 1, 100, true);
    Thread thread = Thread.currentThread();
    String name = thread.getName();
    List<String> told = new ArrayList<>();
    loop.submit(LoopTask.of(() -> told.add(thread.getName() + " " + loop.isRunBy(thread))));
    loop.stop(0);
    assertThat(loop.isRunBy(thread)).isFalse();
    assertThat(loop.run()).isTrue();
    assertThat(told).containsExactly("lending-loop true");
    assertThat(thread.getName()).isEqualTo(name);
    assertThat(loop.isRunBy(thread)).isFalse();
    leaks.none();
  }

  @Test
  void shouldPerformAtOnceOnItsOwnThreadOnly() throws Exception {
    PollLoop loop = new PollLoop("performing", 1, 100, true);
    List<String> told = new ArrayList<>();
    loop.perform(LoopTask.of(() -> told.add("from another")));
    loop.submit(
        LoopTask.of(
            () -> {
              loop.perform(LoopTask.of(() -> told.add("from its own")));
              told.add("afterwards");
            }));
    loop.stop(0);
    assertThat(told).isEmpty();
    assertThat(loop.run()).isTrue();
    assertThat(told).containsExactly("from another", "from its own", "afterwards");
    leaks.none();
  }

  @Test
  void shouldSayThatItsContextDidNotEnd() throws Exception {
    PollLoop loop = new PollLoop("lasting", 1, 100, true);
    List<Socket> left = new ArrayList<>();
    loop.submit(LoopTask.of(() -> left.add(loop.context().socket(SocketKind.PULL, false))));
    loop.stop(0);
    assertThat(loop.run()).isFalse();
    left.get(0).close();
    leaks.none();
  }

  @Test
  void shouldLeaveNoFileOpen() throws Exception {
    int loops = 50;
    endAtOnce();
    long files = OpenFiles.count();
    for (int i = 0; i < loops; i++) {
      endAtOnce();
    }
    OpenFiles.awaitAtMost(files + loops);
  }

  private static void endAtOnce() throws Exception {
    PollLoop loop = new PollLoop("brief", 1, 100, true);
    loop.stop(0);
    assertThat(loop.run()).isTrue();
  }

  @Test
  void shouldDieWithAnIoThread() throws Exception {
    PollLoop loop = new PollLoop("crippled", 1, 100, true);
    CompletableFuture<Boolean> ended = start(loop);
    SocketOptions options =
        new SocketOptions()
            .setConfigurator(
                socket ->
                    socket.setMsgAllocator(
                        size -> {
                          throw new OutOfMemoryError("as if");
                        }));
    String endpoint = bound(loop, options, null);
    try (ZContext context = new ZContext()) {
      Socket push = context.createSocket(SocketType.PUSH);
      push.setHandshakeIvl(500); // a connect that hangs (#1022) is tried again
      push.connect(endpoint);
      assertThat(loop.isCrippled()).isFalse();
      assertThat(push.send("deadly")).isTrue();
      assertThatThrownBy(() -> ended.get(20, TimeUnit.SECONDS))
          .hasMessageContaining("JeroMQ's thread iothread-")
          .hasMessageContaining("died of java.lang.OutOfMemoryError: as if");
    }
    assertThat(loop.isCrippled()).isTrue();
  }

  @Test
  void shouldLimitConnectionsAsItIsTold() throws Exception {
    PollLoop loop = new PollLoop("limiting", 1, 1, true);
    CompletableFuture<Boolean> ended = start(loop);
    CompletableFuture<Integer> limit = new CompletableFuture<>();
    Watcher watcher =
        new Watcher() {
          @Override
          public void happened(String event, String endpoint, String peer, Integer value) {}

          @Override
          public void limited(String peer, int maxConnections) {
            limit.complete(maxConnections);
          }
        };
    String endpoint = bound(loop, new SocketOptions(), watcher);
    int port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
    InetAddress local = InetAddress.getLoopbackAddress();
    try (java.net.Socket one = new java.net.Socket(local, port);
        java.net.Socket other = new java.net.Socket(local, port)) {
      assertThat(limit.get(20, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(one.getPort()).isEqualTo(other.getPort());
    }
    loop.stop(0);
    assertThat(ended.get(20, TimeUnit.SECONDS)).isTrue();
    leaks.none();
  }

  /** Opens a {@code pull}, and says where others connect. */
  private static String bound(PollLoop loop, SocketOptions options, Watcher watcher)
      throws Exception {
    options.setName("pull").setType("pull").setBind("tcp://127.0.0.1:*");
    CompletableFuture<String> endpoint = new CompletableFuture<>();
    loop.submit(
        LoopTask.of(
            () ->
                endpoint.complete(
                    loop.sockets()
                        .open(options, 0, Receiver.NOBODY, watcher, socket -> {})
                        .endpoints()
                        .connectable())));
    return endpoint.get(20, TimeUnit.SECONDS);
  }
}
