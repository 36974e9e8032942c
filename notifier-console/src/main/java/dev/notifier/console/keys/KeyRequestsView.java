package dev.notifier.console.keys;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key has sent last, from {@code GET /v1/keys/{keyId}/requests}.
 *
 * @param since when the instance of the api began to note it
 * @param refused those with an error, which may be older than the others
 */
record KeyRequestsView(Instant since, List<Item> requests, List<Item> refused) {
  /** A request; its path has no values. */
  record Item(
      Instant at,
      String method,
      @Nullable String path,
      int status,
      @Nullable String error,
      @Nullable String text,
      @Nullable String requestId) {}
}
