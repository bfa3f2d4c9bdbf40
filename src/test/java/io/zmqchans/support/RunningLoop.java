// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.loop.LoopTask;
import io.zmqchans.loop.PollLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A loop on a thread of its own, without a bus; for one test's thread. */
public final class RunningLoop implements AutoCloseable {
  private static final long SECONDS = 20;

  private final PollLoop loop;

  /** On a thread of its own: from JDK 25 on, two cores have one for all that is asynchronous. */
  private final CompletableFuture<Boolean> ended;

  public RunningLoop() {
    this(new PollLoop("test", Signals.IO_THREADS, 100, true));
  }

  /** That loop, which nobody runs yet. */
  public RunningLoop(PollLoop loop) {
    this.loop = loop;
    ended = CompletableFuture.supplyAsync(this::run, run -> new Thread(run).start());
  }

  private boolean run() {
    try {
      return loop.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public PollLoop loop() {
    return loop;
  }

  /** What this gives on the loop thread, after all that was submitted before. */
  public <T> T call(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.submit(LoopTask.of(() -> result.complete(work.get())));
    return await(result);
  }

  private static <T> T await(CompletableFuture<T> result) {
    try {
      return result.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** What the loop's run gives, or what it died of. */
  public CompletableFuture<Boolean> ended() {
    return ended;
  }

  /** Fails unless the loop, told to stop, ends before long, with its context. */
  public void awaitEnd() {
    assertThat(await(ended)).isTrue();
  }

  @Override
  public void close() {
    loop.stop(0);
    awaitEnd();
  }
}
