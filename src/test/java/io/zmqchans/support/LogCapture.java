// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** All that is logged, at every level, by anybody in this JVM. */
public final class LogCapture extends Handler implements AutoCloseable {
  private final Queue<String> text = new ConcurrentLinkedQueue<>();
  private final SimpleFormatter formatter = new SimpleFormatter();
  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();

  private LogCapture() {}

  /** From now on. */
  public static LogCapture start() {
    LogCapture capture = new LogCapture();
    capture.root.addHandler(capture);
    capture.root.setLevel(Level.ALL);
    return capture;
  }

  /** What was logged so far, with stack traces. */
  public String text() {
    return String.join("", text);
  }

  @Override
  public void publish(LogRecord entry) {
    text.add(formatter.format(entry));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.setLevel(before);
    root.removeHandler(this);
  }
}
