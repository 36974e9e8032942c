package dev.notifier.store.webhooks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A secret of a webhook as it is stored.
 *
 * @param sealed encrypted by {@link WebhookSecrets}, in Base64
 * @param endsAt until when it signs, for the one before a rotation; null = until it is replaced
 */
public record SealedSecret(String sealed, @Nullable Instant endsAt) {
  /** Whether it signs at a time. */
  public boolean isValid(Instant now) {
    return endsAt == null || endsAt.isAfter(now);
  }

  /** Omits the secret. */
  @Override
  public String toString() {
    return "SealedSecret[endsAt=" + endsAt + "]";
  }
}
