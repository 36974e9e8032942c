package dev.notifier.console.knowledge;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code GET /v1/knowledge}.
 *
 * @param version in force; null if it has none
 * @param inReview version that waits for a second person; null without one
 * @param titles by language
 * @param questions how many it has
 */
record ListedEntry(
    String tenant,
    String id,
    @Nullable Integer version,
    @Nullable Integer inReview,
    @Nullable Integer draftRevision,
    Map<String, String> titles,
    int questions,
    String owner,
    @Nullable String validUntil) {
  /** A page of entries. */
  record All(List<ListedEntry> entries, @Nullable String next) {}

  /** The title in Vietnamese, else in another language. */
  String title() {
    String title = titles.get("vi");
    return title != null ? title : titles.values().stream().findFirst().orElse("");
  }
}
