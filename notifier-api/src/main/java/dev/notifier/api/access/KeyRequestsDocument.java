package dev.notifier.api.access;

import dev.notifier.api.problem.ErrorCode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last requests of a key that this instance of the api has answered.
 *
 * @param since since when it notes them
 * @param requests the newest first
 * @param refused those with an error, the newest first
 */
record KeyRequestsDocument(Instant since, List<Item> requests, List<Item> refused) {
  /**
   * A request.
   *
   * @param path the template of the path; null if there is no such operation
   * @param error the code of the problem; null if there is none
   * @param text what is wrong, in words; null without a code
   */
  record Item(
      Instant at,
      String method,
      @Nullable String path,
      int status,
      @Nullable String error,
      @Nullable String text,
      @Nullable String requestId) {
    static Item of(KeyRequests.Entry entry) {
      return new Item(
          entry.at(),
          entry.method(),
          entry.path(),
          entry.status(),
          entry.error(),
          text(entry.error()),
          entry.requestId());
    }

    private static @Nullable String text(@Nullable String code) {
      return Arrays.stream(ErrorCode.values())
          .filter(each -> each.id().equals(code))
          .findFirst()
          .map(ErrorCode::detail)
          .orElse(null);
    }
  }

  static KeyRequestsDocument of(Instant since, KeyRequests.Last last) {
    return new KeyRequestsDocument(
        since,
        last.all().stream().map(Item::of).toList(),
        last.refused().stream().map(Item::of).toList());
  }
}
