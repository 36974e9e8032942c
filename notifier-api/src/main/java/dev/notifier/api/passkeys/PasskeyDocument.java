package dev.notifier.api.passkeys;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.notifier.api.signin.SignedIn;
import dev.notifier.store.users.StoredPasskey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passkey as its user sees it.
 *
 * @param synced whether its maker may copy it to other devices of the user
 * @param lastUsedAt null = not since it was added
 */
record PasskeyDocument(
    UUID id, String label, boolean synced, Instant createdAt, @Nullable Instant lastUsedAt) {
  static PasskeyDocument of(StoredPasskey passkey) {
    return new PasskeyDocument(
        passkey.id(),
        passkey.label(),
        passkey.backupEligible(),
        passkey.createdAt(),
        passkey.lastUsedAt());
  }

  /** The passkeys of a user, the oldest first. */
  record All(List<PasskeyDocument> passkeys) {}

  /**
   * A passkey that was added.
   *
   * @param recoveryCodes shown once; null if the user had some
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Added(
      PasskeyDocument passkey,
      @JsonUnwrapped SignedIn signedIn,
      @Nullable List<String> recoveryCodes) {
    /** Omits the token and the codes. */
    @Override
    public String toString() {
      return "Added[]";
    }
  }
}
