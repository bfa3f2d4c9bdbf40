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

/** A taker that found no credits while two are given back is told, once. */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "Found none, and was told")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "Found one")
@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "Found both")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Found one, and was told of the other")
@Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "Found both, and was told")
@Outcome(expect = Expect.FORBIDDEN, desc = "Starves for ever, or was told twice")
@State
public class RefillStress {
  private final AtomicInteger told = new AtomicInteger();
  private final Credits credits = new Credits(2, told::incrementAndGet);
  private int found;

  /** Two credits, both taken. */
  public RefillStress() {
    credits.take(1);
    credits.take(1);
  }

  @Actor
  public void taker() {
    found = credits.available();
  }

  @Actor
  public void giver() {
    credits.giveBack(1);
    credits.giveBack(1);
  }

  @Arbiter
  public void outcome(II_Result result) {
    result.r1 = found;
    result.r2 = told.get();
  }
}
