// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Things that are to go on and on, on threads of their own or elsewhere, and are counted. */
public final class Activities implements AutoCloseable {
  /** One round of an activity, any number of which follow each other. */
  public interface Round {
    /** Returns when it is done. */
    void run() throws Exception;
  }

  private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<?>> running = new ArrayList<>();
  private volatile boolean over;

  /** Does this over and over on a thread of its own, until {@link #close}. */
  public void repeat(String name, Round round) {
    Runnable counted = counter(name);
    running.add(
        threads.submit(
            () -> {
              while (!over) {
                round.run();
                counted.run();
              }
              return null;
            }));
  }

  /** An activity that others do; they call this each time. */
  public Runnable counter(String name) {
    return counts.computeIfAbsent(name, none -> new LongAdder())::increment;
  }

  public long count(String name) {
    return counts.get(name).sum();
  }

  /** Returns when each of them has gone on; fails if one doesn't, within 20 s. */
  public void awaitEach() {
    counts.forEach(
        (name, count) -> {
          long before = count.sum();
          Eventually.until(
              () -> name + " goes on after " + before + "; " + counts + ends(),
              () -> count.sum() > before);
        });
  }

  private String ends() {
    return running.stream().allMatch(each -> !each.isDone()) ? "" : ", and a thread ended";
  }

  /** Ends all, and fails if one failed. */
  @Override
  public void close() {
    over = true;
    threads.shutdown();
    try {
      for (Future<?> each : running) {
        each.get(20, TimeUnit.SECONDS);
      }
    } catch (Exception e) {
      throw new AssertionError("an activity failed; " + counts, e);
    } finally {
      threads.shutdownNow();
    }
  }
}
