// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --check} says. */
class CheckerTest {
  private static final String MANY =
      """
      {"nmae": "x", "closeTimeout": -1,
       "auth": {"allow": ["nonsense", "::1"], "users": {"a.b": 5}},
       "sockets": [
        {"name": "a b", "type": "pull", "in": "x", "linnger": 3,
         "options": {"sndhwm": -1, "foo": 1}, "bind": "tcp://127.0.0.1:x"},
        {"type": "bogus", "batch": 0},
        17,
        {"name": "p", "type": "push", "curve": {"server": true}, "bind": ["tcp://*:1", 5]}],
       "proxies": [{"frontend": "a"}, {"frontend": "p", "backend": "p"}],
       "bridges": [{"name": "b", "inbound": [{"addres": "x"}, {"address": "y"}]}]}""";

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("config.json"), content);
  }

  private List<String> check(String content) throws IOException {
    return Checker.check(file(content));
  }

  @Test
  void shouldFindEveryErrorAndEachOnce() throws IOException {
    assertThat(check(MANY))
        .extracting(each -> each.substring(0, each.indexOf(": ")))
        .containsExactlyInAnyOrder(
            "nmae",
            "closeTimeout",
            "auth.allow[0]",
            "auth.users.a.b",
            "sockets[0].name",
            "sockets[0].linnger",
            "sockets[0].options.sndhwm",
            "sockets[0].options.foo",
            "sockets[0].in",
            "sockets[0].bind",
            "sockets[1].type",
            "sockets[1].batch",
            "sockets[1].name",
            "sockets[2]",
            "sockets[3].curve.secretKey",
            "sockets[3].bind[1]",
            "proxies[0].backend",
            "proxies[0].frontend",
            "proxies[1].backend",
            "bridges[0].inbound[0].addres",
            "bridges[0].inbound[0]",
            "bridges[0].bind");
  }

  @Test
  void shouldPrintOneErrorALine() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    int code =
        Service.check(
            List.of(file(MANY).toString()),
            new PrintStream(printed, true, StandardCharsets.UTF_8),
            System.err);

    assertThat(code).isEqualTo(1);
    assertThat(printed.toString(StandardCharsets.UTF_8).lines()).hasSize(22);
  }

  @Test
  void shouldFindNothingWrongWithWhatIsDelivered() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("basedir", "."), "conf"))) {
      files
          .filter(each -> each.toString().endsWith(".json"))
          .filter(each -> !each.toString().contains("dashboard"))
          .forEach(each -> assertThat(Checker.check(each)).as(each.toString()).isEmpty());
    }
  }

  @Test
  void shouldSayWhatIsNoJson() throws IOException {
    assertThat(check("{\"sockets\": [\n}"))
        .singleElement()
        .asString()
        .contains("isn't a JSON object", "line: 2")
        .doesNotContain("\n");
    assertThat(check("[]")).singleElement().asString().contains("isn't a JSON object");
  }

  @Test
  void shouldSayWhatFileIsMissing() throws IOException {
    assertThat(Checker.check(folder.resolve("no.json")))
        .singleElement()
        .asString()
        .endsWith("no.json: there is no such file");
    assertThat(
            check(
                """
                {"sockets": [{"name": "a", "type": "push", "curve": {"server": true,
                 "secretKeyFile": "/no/key"}}], "auth": {"allow": ["::1"]}}"""))
        .containsExactly("sockets[0].curve.secretKeyFile: there is no file that can be read");
  }

  @Test
  void shouldShowNoSecret() throws IOException {
    assertThat(
            check(
                """
                {"auth": {"users": {"ada": ["enchantress"]}}, "sockets": [{"name": "a",
                 "type": "push", "plain": {"username": "ada", "password": {"x": "enchantress"}}}]}"""))
        .hasSize(2)
        .noneMatch(each -> each.contains("enchantress"));
  }
}
