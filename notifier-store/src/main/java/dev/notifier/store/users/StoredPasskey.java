package dev.notifier.store.users;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passkey of a user. Nothing in it is secret. The arrays must not be changed.
 *
 * @param id shown to people
 * @param credentialId as the authenticator made it, 1 to 1023 bytes
 * @param label for people
 * @param credential the attested credential data (WebAuthn Level 3, 6.5.1), with the public key
 * @param signCount the last one that was accepted; 0 if the authenticator does not count
 * @param backupEligible whether its maker may copy it to other devices of the user
 * @param transports how a browser reaches the authenticator, such as {@code usb}
 * @param lastUsedAt null = not since it was added
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are not compared.
public record StoredPasskey(
    UUID id,
    byte[] credentialId,
    UUID userId,
    String label,
    byte[] credential,
    long signCount,
    boolean backupEligible,
    List<String> transports,
    Instant createdAt,
    @Nullable Instant lastUsedAt) {
  public StoredPasskey {
    transports = List.copyOf(transports);
  }
}
