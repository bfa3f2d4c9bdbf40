// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.service;

import java.util.logging.LogManager;

/**
 * The JDK's logging, which goes on while the process ends: that of the JDK would end at the first
 * sign of it, and nobody would read that the verticle was undeployed. Any thread may call it.
 * Public as the JDK makes it by its name.
 */
public final class LogToTheEnd extends LogManager {
  private static final String MANAGER = "java.util.logging.manager";
  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";
  private static final String ONE_LINE = "%1$tFT%1$tT.%1$tL%1$tz %4$s %5$s%6$s%n";

  /** For the JDK. */
  public LogToTheEnd() {}

  /** Before anything is logged; whoever has settings of his own keeps them. */
  static void install() {
    if (System.getProperty(MANAGER) == null) {
      System.setProperty(MANAGER, LogToTheEnd.class.getName());
    }
    if (System.getProperty(FORMAT) == null) {
      System.setProperty(FORMAT, ONE_LINE);
    }
  }

  /** What the JDK does when the process ends, and only then does anybody here. */
  @Override
  public void reset() {
    // All handlers flush after each line.
  }
}
