// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.stress;

import io.zmqchans.bus.Credits;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What is undone while another is given back isn't given back later. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "One was out, and came back once")
@Outcome(expect = Expect.FORBIDDEN, desc = "None came back, or one too many")
@State
public class UndoStress {
  private final Credits credits = new Credits(2, () -> {});
  private int given;

  /** Two credits, both taken. */
  public UndoStress() {
    credits.take(1);
    credits.take(1);
  }

  @Actor
  public void taker() {
    credits.untake(1);
  }

  @Actor
  public void giver() {
    given = credits.giveBack(1);
  }

  @Arbiter
  public void outcome(II_Result result) {
    result.r1 = given;
    result.r2 = credits.giveBack(1);
  }
}
