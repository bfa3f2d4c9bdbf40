// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InflowTest {
  private static final int BUDGET = 1024;

  private final List<String> done = new ArrayList<>();
  private final AtomicInteger wakeUps = new AtomicInteger();
  private final Inflow inflow = new Inflow(wakeUps::incrementAndGet);

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

  private void submit(String name) {
    inflow.submit(new Task(name));
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
  void shouldWakeASleepingLoopOnce() {
    assertThat(inflow.park()).isTrue();

    submit("a");
    submit("b");

    assertThat(wakeUps).hasValue(1);
    assertThat(inflow.run()).isEqualTo(2);
  }

  @Test
  void shouldNotWakeALoopThatIsAwake() {
    assertThat(inflow.park()).isTrue();
    inflow.unpark();

    submit("a");

    assertThat(wakeUps).hasValue(0);
  }

  @Test
  void shouldNotSleepOnATask() {
    submit("a");

    assertThat(inflow.park()).isFalse();
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
