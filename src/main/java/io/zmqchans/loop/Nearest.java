// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds the name that was probably meant. Stateless; any thread may call it. */
public final class Nearest {
  private Nearest() {}

  /** The known name nearest to this one, if any is near enough to be meant. */
  public static Optional<String> to(String name, Collection<String> known) {
    String lower = name.toLowerCase(Locale.ROOT);
    int near = Math.max(1, Math.min(3, name.length() / 3));
    return known.stream()
        .filter(each -> Math.abs(each.length() - lower.length()) <= near)
        .filter(each -> distance(each.toLowerCase(Locale.ROOT), lower) <= near)
        .min(Comparator.comparingInt(each -> distance(each.toLowerCase(Locale.ROOT), lower)));
  }

  /** Levenshtein's. */
  private static int distance(String a, String b) {
    int[] row = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
