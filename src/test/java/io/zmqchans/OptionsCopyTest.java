// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ;

/** Configurations share nothing that can be changed with their copies and with their callers. */
class OptionsCopyTest {
  private static SocketOptions pull() {
    return new SocketOptions()
        .setName("a")
        .setType("pull")
        .setBind("inproc://a")
        .setOption("linger", 5);
  }

  private static ZmqOptions verticle() {
    return new ZmqOptions()
        .setName("v")
        .addSocket(pull())
        .addSocket(new SocketOptions().setName("b").setType("push"))
        .addProxy("a", "b", "copies");
  }

  @Test
  void shouldCopyASocketWhole() {
    assertThat(new SocketOptions(pull()).toJson()).isEqualTo(pull().toJson());
  }

  @Test
  void shouldCopyTheJavaFunctions() {
    Function<Object, ZmqMessage> encoder = body -> ZmqMessage.of(body);
    Function<ZmqMessage, Object> decoder = message -> message;
    Consumer<ZMQ.Socket> configurator = socket -> {};
    SocketOptions options =
        pull().setEncoder(encoder).setDecoder(decoder).setConfigurator(configurator);

    SocketOptions copy = new SocketOptions(options);

    assertThat(copy.getEncoder()).isSameAs(encoder);
    assertThat(copy.getDecoder()).isSameAs(decoder);
    assertThat(copy.getConfigurator()).isSameAs(configurator);
  }

  @Test
  void shouldHaveNoJavaFunctionsByDefault() {
    assertThat(pull().getEncoder()).isNull();
    assertThat(pull().getDecoder()).isNull();
    assertThat(pull().getConfigurator()).isNull();
  }

  @Test
  void shouldLeaveTheCopyOfASocketAlone() {
    SocketOptions options = pull();
    SocketOptions copy = new SocketOptions(options);

    options.setName("b").setBind("inproc://b").setOption("linger", 6).setDecoder(m -> m);

    assertThat(copy.toJson()).isEqualTo(pull().toJson());
    assertThat(copy.getDecoder()).isNull();
  }

  @Test
  void shouldLeaveTheOriginalOfASocketAlone() {
    SocketOptions options = pull();

    new SocketOptions(options).setName("b").setBind("inproc://b").setOption("linger", 6);

    assertThat(options.toJson()).isEqualTo(pull().toJson());
  }

  @Test
  void shouldNotChangeWithTheJsonItWasReadFrom() {
    JsonObject json = pull().toJson();
    SocketOptions options = new SocketOptions(json);

    json.getJsonArray("bind").add("inproc://b");
    json.getJsonObject("options").put("linger", 6);

    assertThat(options.toJson()).isEqualTo(pull().toJson());
  }

  @Test
  void shouldNotChangeWithTheJsonItGaveOut() {
    SocketOptions options = pull();

    options.toJson().getJsonArray("bind").add("inproc://b");
    options.toJson().getJsonObject("options").put("linger", 6);
    options.getOptions().put("linger", 6);

    assertThat(options.toJson()).isEqualTo(pull().toJson());
  }

  @Test
  void shouldNotChangeTheDefaultsOfAllThroughTheJsonOfOne() {
    new SocketOptions().toJson().getJsonObject("options").put("linger", 6);
    new SocketOptions().toJson().getJsonArray("bind").add("inproc://b");
    new ZmqOptions().toJson().getJsonArray("proxies").add("x");

    assertThat(new SocketOptions().getOptions()).isEmpty();
    assertThat(new SocketOptions().getBind()).isEmpty();
    assertThat(new ZmqOptions().getProxies()).isEmpty();
  }

  @Test
  void shouldGiveOutUnmodifiableLists() {
    for (List<?> list :
        List.of(
            pull().getBind(),
            pull().getConnect(),
            pull().getAttach(),
            pull().getSubscribe(),
            verticle().getSockets(),
            verticle().getProxies())) {
      assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(list::clear);
    }
  }

  @Test
  void shouldCopyAVerticleWhole() {
    assertThat(new ZmqOptions(verticle()).toJson()).isEqualTo(verticle().toJson());
  }

  @Test
  void shouldLeaveTheCopyOfAVerticleAlone() {
    ZmqOptions options = verticle();
    ZmqOptions copy = new ZmqOptions(options);

    options.getSockets().get(0).setName("c");
    options.setName("w").addSocket(new SocketOptions(pull()).setName("d"));
    options.getProxies().get(0).put("frontend", "x");

    assertThat(copy.toJson()).isEqualTo(verticle().toJson());
  }

  @Test
  void shouldNotChangeWithTheJsonOfAVerticleItGaveOut() {
    ZmqOptions options = verticle();

    JsonObject json = options.toJson();
    json.getJsonArray("sockets").getJsonObject(0).put("name", "x");
    json.getJsonArray("proxies").getJsonObject(0).put("frontend", "x");
    json.put("sockets", new JsonArray());

    assertThat(options.toJson()).isEqualTo(verticle().toJson());
  }

  @Test
  void shouldSetTheSocketsItHas() {
    ZmqOptions options = verticle();

    options.setSockets(options.getSockets());

    assertThat(options.toJson()).isEqualTo(verticle().toJson());
  }

  @Test
  void shouldNotChangeWithTheListOfSocketsItWasGiven() {
    List<SocketOptions> sockets = new ArrayList<>(List.of(pull()));
    ZmqOptions options = new ZmqOptions().setSockets(sockets);

    sockets.clear();

    assertThat(options.getSockets()).hasSize(1);
  }
}
