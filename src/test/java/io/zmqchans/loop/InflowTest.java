// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InflowTest {
  private static final long NO_END = 0;
  private static final int BUDGET = 1024;

  private final List<String> done = new ArrayList<>();
  private final Sleeper sleeper = new Sleeper();
  private final Inflow inflow = new Inflow(sleeper);

  private final class Task implements LoopTask {
    private final String name;

    Task(String name) {
      this.name = name;
    }

    @Override
    public void run() {
      done.add(name);
    }

    @Override
    public void closed() {
      done.add(name + " is told");
    }
  }

  @BeforeEach
  void open() throws IOException {
    sleeper.open();
  }

  @AfterEach
  void close() {
    sleeper.close();
  }

  private void submit(String name) {
    inflow.submit(new Task(name));
  }

  private CompletableFuture<Void> resting() {
    CompletableFuture<Void> rest = CompletableFuture.runAsync(() -> inflow.rest(NO_END));
    assertThatThrownBy(() -> rest.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    return rest;
  }

  private static void isOver(CompletableFuture<Void> rest) throws Exception {
    assertThat(rest.get(20, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void shouldRunTasksInTheirOrder() {
    submit("a");
    submit("b");

    assertThat(inflow.run()).isEqualTo(2);

    assertThat(done).containsExactly("a", "b");
    assertThat(inflow.run()).isZero();
  }

  @Test
  void shouldLetSocketsHaveTheirTurnAfterManyTasks() {
    for (int i = 0; i <= BUDGET; i++) {
      submit("task");
    }

    assertThat(inflow.run()).isEqualTo(BUDGET);
    assertThat(inflow.run()).isEqualTo(1);
  }

  @Test
  void shouldRestUntilThereIsATask() throws Exception {
    CompletableFuture<Void> rest = resting();

    submit("a");

    isOver(rest);
    assertThat(inflow.run()).isEqualTo(1);
  }

  @Test
  void shouldNotRestOnATask() throws Exception {
    submit("a");

    isOver(CompletableFuture.runAsync(() -> inflow.rest(NO_END)));
  }

  @Test
  void shouldRestNoLongerThanToldTo() throws Exception {
    isOver(CompletableFuture.runAsync(() -> inflow.rest(10)));
  }

  @Test
  void shouldTellTasksThatItIsClosed() {
    submit("a");

    inflow.close("test");
    submit("late");

    assertThat(done).containsExactly("a is told", "late is told");
    assertThat(inflow.run()).isZero();
  }
}
