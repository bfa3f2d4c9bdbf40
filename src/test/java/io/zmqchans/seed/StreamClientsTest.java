// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.OpenContext;
import io.zmqchans.support.OpenSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** stream-test: ten stream clients of one stream host. */
class StreamClientsTest extends SeedFixture {
  private static final int CLIENTS = 10;

  /** One connection, as both ends know it. */
  private record Connection(OpenSocket client, Buffer hostsId, Buffer clientsId) {}

  private final List<Connection> connections = new ArrayList<>();
  private OpenSocket host;

  @BeforeEach
  void connect() {
    OpenContext context = context();
    host = context.socket("stream", "bind", WILDCARD);
    for (int i = 0; i < CLIENTS; i++) {
      OpenSocket client = context.socket("stream").connect(host);
      connections.add(new Connection(client, connected(client), connected(host)));
    }
  }

  /** The id in the message that tells of a new connection. */
  private static Buffer connected(OpenSocket at) {
    ZmqMessage message = (ZmqMessage) at.receive();
    assertThat(message).isEqualTo(ZmqMessage.of(message.buffer(0), ""));
    return message.buffer(0);
  }

  /** So many bytes from this peer, in however many messages. */
  private static String data(OpenSocket at, Buffer id, int size) {
    Buffer data = Buffer.buffer();
    while (data.length() < size) {
      ZmqMessage message = (ZmqMessage) at.receive();
      assertThat(message.buffer(0)).isEqualTo(id);
      data.appendBuffer(message.buffer(1));
    }
    return data.toString();
  }

  private static void pass(
      OpenSocket from, Buffer fromsId, OpenSocket to, Buffer tosId, String text) {
    from.send(ZmqMessage.of(fromsId, text));
    assertThat(data(to, tosId, text.length())).isEqualTo(text);
  }

  @Test
  void shouldGiveEveryClientAnIdOfItsOwn() {
    assertThat(connections.stream().map(Connection::clientsId)).doesNotHaveDuplicates();
    assertThat(connections).allSatisfy(each -> assertThat(each.hostsId.length()).isEqualTo(5));
  }

  @Test
  void shouldPassBytesBothWays() {
    for (Connection each : connections) {
      String name = each.client.name();
      pass(each.client, each.hostsId, host, each.clientsId, "from " + name);
      pass(host, each.clientsId, each.client, each.hostsId, "to " + name);
    }
    assertThat(connections).allSatisfy(each -> assertThat(each.client.receivable()).isZero());
  }

  @Test
  void shouldTellTheHostOfEachDisconnect() {
    for (Connection each : connections) {
      each.client.command("disconnect");
      assertThat(host.receive()).isEqualTo(ZmqMessage.of(each.clientsId, ""));
    }
  }
}
