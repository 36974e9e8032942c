package dev.notifier.api.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.replies.ProviderConfig.Algorithm;
import dev.notifier.config.replies.ProviderConfig.Signature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderSignatureTest {
  /** RFC 4231, test case 2. */
  private static final String RFC =
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

  /** RFC 1321, A.5: of abcdefghijklmnopqrstuvwxyz. */
  private static final String MD5 = "c3fcd3d76192e4007dfb496cca67e13b";

  private static final ProviderSignature HMAC =
      new ProviderSignature(
          new Signature(Algorithm.HMAC_SHA256, "Jefe", List.of("a", "b"), " f"), "sign", "b");

  private static ProviderForm form(String text) {
    return ProviderForm.parse(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  @Test
  void anHmacOfTheValuesIsRight() {
    String form = "b=or%20nothing?&a=what+do+ya+want&other=1&sign=";
    assertThat(HMAC.isRight(form(form + RFC))).isTrue();
    assertThat(HMAC.isRight(form(form + RFC.toUpperCase(Locale.ROOT)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=what+do+ya+want&b=or%20nothing?",
        "a=what+do+ya+want&b=or%20nothing?&sign=",
        "a=what+do+ya+want&b=or%20nothing?&sign=no",
        "a=what+do+ya+want&b=or%20nothing?&sign=" + RFC + "00",
        "a=what+do+ya+want&b=or%20nothing!&sign=" + RFC,
        "a=what+do+ya+want&b=or%20nothing?&b=more&sign=" + RFC,
        "a=what+do+ya+want&b=or%20nothing?&sign=" + RFC + "&sign=" + RFC,
        "a=or%20nothing?&b=what+do+ya+want&sign=" + RFC,
        "sign=" + RFC,
      })
  void anythingElseIsWrong(String text) {
    assertThat(HMAC.isRight(form(text))).isFalse();
  }

  @Test
  void theBordersOfTheValuesAreSigned() {
    ProviderSignature spaces =
        new ProviderSignature(
            new Signature(Algorithm.HMAC_SHA256, "Jefe", List.of("a", "b"), " "), "sign", "b");
    assertThat(spaces.isRight(form("a=what&b=do+ya+want+for+nothing?&sign=" + RFC))).isTrue();
    assertThat(spaces.isRight(form("a=what+do&b=ya+want+for+nothing?&sign=" + RFC))).isFalse();
  }

  @Test
  void md5HasTheSecretWhereTheListHasIt() {
    ProviderSignature md5 =
        new ProviderSignature(
            new Signature(Algorithm.MD5, "efgh", List.of("a", "secret", "missing", "b"), ""),
            "s",
            "b");
    assertThat(md5.isRight(form("a=abcd&b=ijklmnopqrstuvwxyz&s=" + MD5))).isTrue();
    assertThat(md5.isRight(form("a=abcdefgh&b=ijklmnopqrstuvwxyz&s=" + MD5))).isFalse();
  }

  @Test
  void withoutAnAlgorithmEverythingIsRight() {
    assertThat(
            new ProviderSignature(new Signature(Algorithm.NONE, "", List.of(), ""), "sign", "b")
                .isRight(form("a=1")))
        .isTrue();
  }
}
