package dev.notifier.store.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WebhookSecretsTest {
  private static final String KEY = "privacy key of the tests";

  private final WebhookSecrets secrets = new WebhookSecrets(KEY, new Random(1));

  @Test
  void opensWhatItHasSealed() {
    String secret = secrets.create();
    String sealed = secrets.seal("a", secret);

    assertThat(sealed).doesNotContain(secret).isNotEqualTo(secrets.seal("a", secret));
    assertThat(new WebhookSecrets(KEY, new Random(2)).open("a", sealed)).contains(secret);
  }

  @Test
  void opensNothingElse() {
    String sealed = secrets.seal("a", secrets.create());
    byte[] changed = Base64.getDecoder().decode(sealed);
    changed[20] ^= 1;

    assertThat(secrets.open("b", sealed)).isEmpty();
    assertThat(new WebhookSecrets("another privacy key", new Random()).open("a", sealed)).isEmpty();
    assertThat(secrets.open("a", Base64.getEncoder().encodeToString(changed))).isEmpty();
    assertThat(secrets.open("a", "")).isEmpty();
    assertThat(secrets.open("a", "no Base64")).isEmpty();
  }
}
