// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.stress;

import io.zmqchans.loop.HandOff;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** An owner that goes to sleep while an item is offered is woken. */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "Asleep, and woken")
@Outcome(id = "false, .*", expect = Expect.ACCEPTABLE, desc = "Saw the item")
@Outcome(id = "true, false", expect = Expect.FORBIDDEN, desc = "Sleeps for ever")
@State
public class WakeUpStress {
  private volatile boolean woken;
  private final HandOff<Integer> handOff = new HandOff<>(() -> woken = true);
  private boolean asleep;

  @Actor
  public void producer() {
    handOff.offer(1);
  }

  @Actor
  public void owner() {
    asleep = handOff.park();
  }

  @Arbiter
  public void outcome(ZZ_Result result) {
    result.r1 = asleep;
    result.r2 = woken;
  }
}
