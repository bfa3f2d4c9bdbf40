// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a configuration refuses: where it is, what was found, what is allowed. */
class SocketOptionsRefusalTest {
  /** A verticle's configuration whose second socket has one key more. */
  private static JsonObject config(String type, String key, Object value) {
    return new JsonObject()
        .put(
            "sockets",
            new JsonArray()
                .add(Node.socket("first", "push"))
                .add(Node.socket("second", type).put(key, value)));
  }

  /** {@code value} is JSON in single quotes. */
  private static Object json(String value) {
    return new JsonArray("[" + value.replace('\'', '"') + "]").getValue(0);
  }

  private static void refused(JsonObject config, String start, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ZmqOptions(config))
        .withMessageStartingWith(start)
        .withMessageContainingAll(parts.length == 0 ? new String[] {start} : parts);
  }

  @ParameterizedTest
  @CsvSource({
    "linnger, linger",
    "Bind, bind",
    "maxInflight, maxInFlight",
    "max_pending, maxPending",
    "sndhwm, sndhwm",
    "subscibe, subscribe"
  })
  void shouldSuggestTheKeyThatWasMeant(String key, String meant) {
    refused(
        config("sub", key, 1),
        "sockets[1]." + key + ": unknown key; did you mean '" + meant + "'?");
  }

  @Test
  void shouldSayThatAnOptionGoesUnderOptions() {
    refused(config("sub", "linger", 1), "sockets[1].linger: unknown key;", "under 'options'");
  }

  @Test
  void shouldNameTheKeysThereAreIfNoneIsNear() {
    refused(config("sub", "whatever", 1), "sockets[1].whatever: unknown key;", "bind, connect");
  }

  @ParameterizedTest
  @CsvSource({
    "socket, sockets",
    "NAME, name",
    "iothreads, ioThreads",
    "closetimeout, closeTimeout"
  })
  void shouldSuggestTheVerticleKeyThatWasMeant(String key, String meant) {
    refused(new JsonObject().put(key, 1), key + ": unknown key; did you mean '" + meant + "'?");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
      name        | 5                  | 5             | matches
      name        | 'a.b'              | "a.b"         | [A-Za-z0-9_-]+
      name        | ''                 | ""            | [A-Za-z0-9_-]+
      type        | 5                  | 5             | pair, pub, sub
      type        | 'PULL'             | "PULL"        | pair, pub, sub
      type        | 'pulll'            | "pulll"       | pair, pub, sub
      bind        | 5                  | 5             | a string or an array of strings
      bind        | {}                 | {}            | a string or an array of strings
      connect     | true               | true          | a string or an array of strings
      attach      | 5                  | 5             | a string or an array of strings
      options     | 'linger'           | "linger"      | a JSON object
      options     | []                 | []            | a JSON object
      out         | 5                  | 5             | an event-bus address
      out         | ' '                | " "           | an event-bus address
      control     | ''                 | ""            | an event-bus address
      events      | {}                 | {}            | an event-bus address
      delivery    | 'sent'             | "sent"        | send, publish, request
      format      | 'text'             | "text"        | message, buffer, string, json
      format      | 1                  | 1             | message, buffer, string, json
      maxInFlight | 0                  | 0             | a whole number from 1 to
      maxInFlight | -1                 | -1            | a whole number from 1 to
      maxInFlight | 2147483648         | 2147483648    | a whole number from 1 to
      maxInFlight | 1.5                | 1.5           | a whole number from 1 to
      maxInFlight | '1000'             | "1000"        | a whole number from 1 to
      onFull      | 'block'            | "block"       | pause, drop
      maxPending  | 0                  | 0             | a whole number from 1 to
      batch       | 0                  | 0             | a whole number from 1 to
      mode        | 'RPC'              | "RPC"         | channel, rpc
      requestTimeout | 0               | 0             | a whole number from 1 to
      requestTimeout | 9223372036854775807 | 9223372036854775807 | a whole number from 1 to
      monitor     | 1                  | 1             | true or false
      headers     | 'true'             | "true"        | true or false
      """)
  void shouldSayWhereWhatWasFoundAndWhatIsAllowed(
      String key, String value, String found, String allowed) {
    refused(
        config("pull", key, json(value)),
        "sockets[1]." + key + ": found " + found + " (",
        "; allowed is ",
        allowed);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
      name           | 'a b'           | "a b"         | [A-Za-z0-9_.-]+
      name           | 5               | 5             | [A-Za-z0-9_.-]+
      ioThreads      | -1              | -1            | a whole number from 0 to
      ioThreads      | '1'             | "1"           | a whole number from 0 to
      controlScope   | 'global'        | "global"      | local, cluster, off
      closeTimeout   | -1              | -1            | a whole number from 0 to
      closeTimeout   | true            | true          | a whole number from 0 to
      maxConnections | 0               | 0             | a whole number from 1 to
      sockets        | {}              | {}            | an array
      sockets        | 'a'             | "a"           | an array
      proxies        | {}              | {}            | an array of JSON objects
      bridges        | 5               | 5             | an array of JSON objects
      signalOrder    | 1               | 1             | true or false
      exclusive      | ''              | ""            | a string
      """)
  void shouldSayTheSameOfAVerticlesKey(String key, String value, String found, String allowed) {
    refused(
        new JsonObject().put(key, json(value)),
        key + ": found " + found + " (",
        "; allowed is ",
        allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bind", "connect", "attach", "subscribe"})
  void shouldNameTheElementOfAListThatIsWrong(String key) {
    JsonArray list = new JsonArray().add("@inproc://a").add(5);

    refused(
        config("sub", key, list),
        "sockets[1]." + key + "[1]: found 5 (Integer); allowed is a string");
  }

  @Test
  void shouldNameTheElementOfSocketsThatIsNoObject() {
    JsonArray sockets = new JsonArray().add(Node.socket("a", "pull")).add("b");

    refused(
        new JsonObject().put("sockets", sockets),
        "sockets[1]: found \"b\" (String); allowed is a JSON object");
  }
}
