// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.stress;

import io.zmqchans.bus.Credits;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Of two that give back to a starving taker, one tells it. */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "All are back, and one told")
@Outcome(expect = Expect.FORBIDDEN, desc = "One is lost, or nobody told, or both did")
@State
public class GiversStress {
  private final AtomicInteger told = new AtomicInteger();
  private final Credits credits = new Credits(2, told::incrementAndGet);

  /** Two credits, both taken, and a taker that found none. */
  public GiversStress() {
    credits.take(1);
    credits.take(1);
    credits.available();
  }

  @Actor
  public void giver() {
    credits.giveBack(1);
  }

  @Actor
  public void otherGiver() {
    credits.giveBack(1);
  }

  @Arbiter
  public void outcome(II_Result result) {
    result.r1 = credits.inFlight();
    result.r2 = told.get();
  }
}
