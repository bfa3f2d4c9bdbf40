// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.ZMQ.Curve;
import org.zeromq.ZMQ.Curve.KeyPair;

/** Keys as text and in files; no message shows one. */
class KeysTest {
  @TempDir Path directory;

  private JsonObject file(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("key"), content);
    return new JsonObject().put("secretKeyFile", file.toString());
  }

  @Test
  void shouldKnowKeys() {
    for (int i = 0; i < 20; i++) {
      KeyPair pair = Curve.generateKeyPair();
      assertThat(Keys.isKey(pair.publicKey)).isTrue();
      assertThat(Keys.isKey(pair.secretKey)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "***",
        "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hI",
        "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hIDD",
        "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hI\n",
        "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hI\"",
        "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hI\u00e4",
        "########################################"
      })
  void shouldKnowWhatIsNone(String text) {
    assertThat(Keys.isKey(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "%s\n", " \r\n\t%s\r\n "})
  void shouldReadAFileWithoutItsWhitespace(String format) throws IOException {
    KeyPair pair = Curve.generateKeyPair();

    assertThat(Keys.read(file(format.formatted(pair.secretKey)), "secretKey"))
        .isEqualTo(Keys.read(new JsonObject().put("secretKey", pair.secretKey), "secretKey"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hush", "hush hush hush hush hush hush hush hush hus\u00ff"})
  void shouldRefuseAFileWithoutAKeyAndNotShowIt(String content) throws IOException {
    JsonObject curve = file(content);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Keys.read(curve, "secretKey"))
        .withMessageStartingWith("curve.secretKeyFile: ")
        .withMessageContaining(directory.toString())
        .withMessageNotContaining("hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/no/such/file", "/", "/dev/zero", "a\0b"})
  void shouldRefuseWhatIsNoFile(String path) {
    JsonObject curve = new JsonObject().put("secretKeyFile", path);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Keys.read(curve, "secretKey"))
        .withMessageStartingWith("curve.secretKeyFile: ");
  }

  @Test
  void shouldReadNoMoreThanAKeyNeeds() throws IOException {
    JsonObject curve = file(Curve.generateKeyPair().secretKey + "x".repeat(1 << 20));

    assertThatIllegalArgumentException().isThrownBy(() -> Keys.read(curve, "secretKey"));
  }
}
