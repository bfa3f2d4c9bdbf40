// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the rules of {@code auth} say to handshakes, without any socket. */
class AuthRulesTest {
  private static final String KEY = "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID";
  private static final String OTHER_KEY = "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs";

  private final JsonObject auth = new JsonObject();
  private final List<Handshake> passedOn = new ArrayList<>();

  private Verdict verdict(Gatekeeper next, Handshake handshake) {
    List<Verdict> verdicts = new ArrayList<>();
    new AuthRules(auth, next).ask(handshake, verdicts::add);
    return verdicts.isEmpty() ? null : verdicts.get(0);
  }

  private boolean allows(Handshake handshake) {
    return verdict(null, handshake).allow();
  }

  private static Handshake anybody(String address) {
    return new Handshake("NULL", "d", address, null, null, null);
  }

  private static Handshake user(String name, String password) {
    return new Handshake("PLAIN", "d", "1.2.3.4", name, password, null);
  }

  private static Handshake key(String key) {
    return new Handshake("CURVE", "d", "1.2.3.4", null, null, key);
  }

  @Test
  void shouldLetOnlyNullInWithoutRules() {
    assertThat(allows(anybody("1.2.3.4"))).isTrue();
    assertThat(allows(user("", ""))).isFalse();
    assertThat(allows(user("ada", "\0".repeat(16)))).isFalse();
    assertThat(allows(key(KEY))).isFalse();
    assertThat(allows(new Handshake("GSSAPI", "d", "1.2.3.4", null, null, null))).isFalse();
  }

  @Test
  void shouldLetAUserInByItsPasswordAlone() {
    auth.put("users", new JsonObject().put("ada", "secret").put("bob", ""));

    assertThat(verdict(null, user("ada", "secret"))).isEqualTo(new Verdict(true, "ada"));
    assertThat(allows(user("bob", ""))).isTrue();
    for (String wrong : List.of("", "secre", "secret ", "Secret", "secret\0")) {
      assertThat(allows(user("ada", wrong))).as(wrong).isFalse();
    }
    assertThat(allows(user("eve", "secret"))).isFalse();
    assertThat(allows(user("ADA", "secret"))).isFalse();
    assertThat(allows(key(KEY))).isFalse();
  }

  @Test
  void shouldLetAKeyIn() {
    auth.put("keys", new JsonArray().add(KEY));

    assertThat(verdict(null, key(KEY))).isEqualTo(new Verdict(true, KEY));
    assertThat(allows(key(OTHER_KEY))).isFalse();
    assertThat(allows(user(KEY, KEY))).isFalse();
  }

  @Test
  void shouldLetAllowedAddressesInAndNoDeniedOne() {
    auth.put("allow", new JsonArray().add("10.0.0.0/8").add("::1"));
    auth.put("deny", new JsonArray().add("10.6.6.0/24"));

    assertThat(allows(anybody("10.1.1.1"))).isTrue();
    assertThat(allows(anybody("0:0:0:0:0:0:0:1"))).isTrue();
    assertThat(allows(anybody("10.6.6.6"))).isFalse();
    assertThat(allows(anybody("11.1.1.1"))).isFalse();
    assertThat(allows(anybody(""))).isFalse();
    assertThat(allows(anybody("localhost"))).isFalse();
  }

  @Test
  void shouldLetAnyAddressInThatIsNotDenied() {
    auth.put("deny", new JsonArray().add("10.0.0.0/8"));

    assertThat(allows(anybody("11.1.1.1"))).isTrue();
    assertThat(allows(anybody("10.1.1.1"))).isFalse();
  }

  @Test
  void shouldLeaveAllowedAddressesToSomebodyElse() {
    auth.put("deny", new JsonArray().add("10.0.0.0/8"));
    Gatekeeper next = (handshake, answer) -> passedOn.add(handshake);

    assertThat(verdict(next, anybody("11.1.1.1"))).isNull();
    assertThat(verdict(next, anybody("10.1.1.1"))).isEqualTo(Verdict.DENIED);
    assertThat(passedOn).containsExactly(anybody("11.1.1.1"));
  }

  @Test
  void shouldNotPrintSecrets() {
    assertThat(user("ada", "secret").toString()).doesNotContain("secret");
    assertThat(key(KEY).toString()).doesNotContain(KEY);
  }
}
