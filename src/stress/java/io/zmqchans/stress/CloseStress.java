// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.stress;

import io.zmqchans.loop.HandOff;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** An item offered while the owner closes is either the owner's or refused. */
@JCStressTest
@Outcome(id = "true, true, false", expect = Expect.ACCEPTABLE, desc = "Taken by the owner")
@Outcome(id = "false, false, false", expect = Expect.ACCEPTABLE, desc = "Refused")
@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, or both")
@State
public class CloseStress {
  private final HandOff<Integer> handOff = new HandOff<>(() -> {});
  private boolean accepted;
  private boolean taken;

  @Actor
  public void producer() {
    accepted = handOff.offer(1);
  }

  @Actor
  public void owner() {
    handOff.close();
    taken = handOff.poll() != null;
  }

  @Arbiter
  public void outcome(ZZZ_Result result) {
    result.r1 = accepted;
    result.r2 = taken;
    result.r3 = handOff.poll() != null;
  }
}
