package dev.notifier.api.signin.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.signin.password.HashPlaces.Newcomer;
import java.text.Normalizer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final Passwords passwords = new Passwords(2, "unguessable");

  @Test
  void hashesWithTheParametersOfOwasp() {
    String hash = passwords.hash("mật khẩu của tôi");
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(isRight("mật khẩu của tôi", hash)).isTrue();
    assertThat(isRight("mật khẩu của ai", hash)).isFalse();
    assertThat(passwords.hash("mật khẩu của tôi")).as("another salt").isNotEqualTo(hash);
    assertThat(passwords.isOutdated(hash)).isFalse();
    assertThat(passwords.isOutdated(hash.replace("t=2", "t=1"))).isTrue();
  }

  @Test
  void comparesLettersAndNotHowTheyWereTyped() {
    String composed = Normalizer.normalize("mật khẩu", Normalizer.Form.NFC);
    String decomposed = Normalizer.normalize("mật khẩu", Normalizer.Form.NFD);
    assertThat(composed).isNotEqualTo(decomposed);
    assertThat(isRight(decomposed, passwords.hash(composed))).isTrue();
    assertThat(isRight(composed + " ", passwords.hash(composed))).isFalse();
  }

  @Test
  void noPasswordIsRightWithoutAHash() {
    assertThat(passwords.check("unguessable", Optional::empty, null).right()).isFalse();
  }

  private boolean isRight(String password, String hash) {
    boolean known = passwords.check(password, () -> Optional.of(hash), null).right();
    Newcomer newcomer = new Newcomer("203.0.113.7", null, 0);
    assertThat(passwords.check(password, () -> Optional.of(hash), newcomer).right())
        .isEqualTo(known);
    return known;
  }
}
