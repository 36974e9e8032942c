package dev.notifier.api.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretBoxTest {
  private static final UUID USER = new UUID(1, 2);
  private static final byte[] SECRET = {1, 2, 3, 4, 5};
  private final SecretBox box =
      new SecretBox("sixteen-characters-and-more", new Random(1), () -> 0);

  @Test
  void decryptsWhatItEncrypts() {
    byte[] encrypted = box.encrypt(USER, SECRET);
    assertThat(box.decrypt(USER, encrypted)).hasValue(SECRET);
    assertThat(box.encrypt(USER, SECRET)).as("another nonce").isNotEqualTo(encrypted);
  }

  @Test
  void isOfNoUseForAnotherUserAnotherKeyOrIfChanged() {
    byte[] encrypted = box.encrypt(USER, SECRET);
    SecretBox other = new SecretBox("sixteen-other-characters", new Random(1), () -> 0);
    assertThat(box.decrypt(new UUID(1, 3), encrypted)).isEmpty();
    assertThat(other.decrypt(USER, encrypted)).isEmpty();
    encrypted[encrypted.length - 1] ^= 1;
    assertThat(box.decrypt(USER, encrypted)).isEmpty();
    assertThat(box.decrypt(USER, new byte[3])).as("too short").isEmpty();
  }
}
