// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of the README that name tests name some that exist. */
class ReadmeTablesTest {
  private static final Pattern METHOD = Pattern.compile("`(\\w*)#(\\w+)`");
  private static final Pattern CLASS = Pattern.compile("`(\\w+(?:Test|IT))[`#]");

  private static List<String> rows(String section) {
    return ReadmeTest.section(section)
        .lines()
        .filter(line -> line.startsWith("| "))
        .skip(1)
        .toList();
  }

  /** Each row ends in the tests that show it. */
  @Test
  void shouldBackEveryRowOfTheParityTablesByATest() {
    List<String> rows = rows("parity");
    assertThat(rows).hasSizeGreaterThan(50);
    for (String row : rows) {
      boolean nothingToShow =
          row.endsWith("| shown by |") || row.endsWith("| internal, and not public here | |");
      assertThat(methodsExist(row, "seed.") == 0).as(row).isEqualTo(nothingToShow);
    }
  }

  @ParameterizedTest
  @CsvSource({"who, 5", "hostile, 15", "jeromq, 10"})
  void shouldBackEveryThreatByATest(String section, int atLeast) {
    List<String> rows = rows(section);
    assertThat(rows).hasSizeGreaterThan(atLeast);
    for (String row : rows) {
      List<String> classes = CLASS.matcher(row).results().map(each -> each.group(1)).toList();
      assertThat(classes).as(row).isNotEmpty();
      classes.forEach(each -> find(each, row));
      methodsExist(row, "", "bus.", "loop.", "security.");
    }
  }

  /** How many there are in a row; {@code #method} is of the class before. */
  private static int methodsExist(String row, String... packages) {
    Class<?> type = null;
    List<MatchResult> methods = METHOD.matcher(row).results().toList();
    for (MatchResult each : methods) {
      if (!each.group(1).isEmpty()) {
        type = find(each.group(1), row, packages);
      }
      Stream<Class<?>> inherited = Stream.iterate(type, Objects::nonNull, Class::getSuperclass);
      assertThat(inherited.flatMap(it -> Stream.of(it.getDeclaredMethods())).map(Method::getName))
          .as(row)
          .contains(each.group(2));
    }
    return methods.size();
  }

  private static Class<?> find(String name, String row) {
    return find(name, row, "", "bus.", "loop.", "security.");
  }

  private static Class<?> find(String name, String row, String... packages) {
    return Stream.of(packages)
        .map(each -> load("io.zmqchans." + each + name))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " for " + row));
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}
