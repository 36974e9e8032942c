package dev.notifier.console.account;

import dev.notifier.console.api.ApiPath;
import dev.notifier.console.web.ConsoleRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sessions and passkeys of a person. The holder of a key has none. */
record AccountModel(List<Session> sessions, List<Passkey> passkeys) {

  /** A session of {@code GET /v1/me/sessions}. */
  record Session(
      String id,
      boolean present,
      Instant createdAt,
      Instant lastUsedAt,
      String network,
      String program,
      @Nullable Instant secondFactorAt) {}

  /** A passkey of {@code GET /v1/me/passkeys}. */
  record Passkey(
      String id, String label, boolean synced, Instant createdAt, @Nullable Instant lastUsedAt) {}

  private record Sessions(List<Session> sessions) {}

  private record Passkeys(List<Passkey> passkeys) {}

  static AccountModel read(ConsoleRequest request) {
    if (request.account().isKey()) {
      return new AccountModel(List.of(), List.of());
    }
    return new AccountModel(
        request.api().get(ApiPath.of("/v1/me/sessions"), Sessions.class).sessions(),
        request.api().get(ApiPath.of("/v1/me/passkeys"), Passkeys.class).passkeys());
  }
}
