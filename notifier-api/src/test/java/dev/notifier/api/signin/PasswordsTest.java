package dev.notifier.api.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final Passwords passwords = new Passwords(2, "unguessable");

  @Test
  void hashesWithTheParametersOfOwasp() {
    String hash = passwords.hash("mật khẩu của tôi");
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(passwords.matches("mật khẩu của tôi", hash, null)).isTrue();
    assertThat(passwords.matches("mật khẩu của ai", hash, "203.0.113.7")).isFalse();
    assertThat(passwords.hash("mật khẩu của tôi")).as("another salt").isNotEqualTo(hash);
    assertThat(passwords.isOutdated(hash)).isFalse();
    assertThat(passwords.isOutdated(hash.replace("t=2", "t=1"))).isTrue();
  }

  @Test
  void comparesLettersAndNotHowTheyWereTyped() {
    String composed = Normalizer.normalize("mật khẩu", Normalizer.Form.NFC);
    String decomposed = Normalizer.normalize("mật khẩu", Normalizer.Form.NFD);
    assertThat(composed).isNotEqualTo(decomposed);
    assertThat(passwords.matches(decomposed, passwords.hash(composed), null)).isTrue();
    assertThat(passwords.matches(composed + " ", passwords.hash(composed), null)).isFalse();
  }

  @Test
  void noPasswordIsRightWithoutAHash() {
    assertThat(passwords.matches("unguessable", null, null)).isFalse();
  }
}
