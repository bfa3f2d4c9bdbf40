// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.service;

import java.util.logging.LogManager;

/**
 * The JDK's logging, which goes on while the process ends: that of the JDK would end at the first
 * sign of it, and nobody would read that the verticle was undeployed. Any thread may call it.
 * Public as the JDK makes it by its name.
 */
public final class LogToTheEnd extends LogManager {
  /** For the JDK. */
  public LogToTheEnd() {}

  /** What the JDK does when the process ends, and only then does anybody here. */
  @Override
  public void reset() {
    // All handlers flush after each line.
  }
}
