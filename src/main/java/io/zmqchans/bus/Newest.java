// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets its oldest entries, so that it stays small. Not thread-safe. */
final class Newest<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1;
  private static final int LIMIT = 1000;

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > LIMIT;
  }
}
