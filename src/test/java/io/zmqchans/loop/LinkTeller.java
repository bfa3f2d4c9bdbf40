// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqMessage;
import java.util.List;

/** Takes no messages, and writes down which connections its socket made and lost. */
record LinkTeller(List<String> told) implements Receiver {
  @Override
  public int demand() {
    return NONE.demand();
  }

  @Override
  public void receive(ZmqMessage message) {
    NONE.receive(message);
  }

  @Override
  public void made(String link) {
    told.add("made " + link);
  }

  @Override
  public void lost(String link) {
    told.add("lost " + link);
  }
}
