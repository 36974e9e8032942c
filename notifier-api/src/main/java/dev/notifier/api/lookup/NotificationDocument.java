package dev.notifier.api.lookup;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A notification as callers see it. Nulls are shown, so that every field is always there. */
record NotificationDocument(
    String source,
    String id,
    String type,
    NotificationState state,
    @Nullable String confidence,
    boolean possibleDuplicate,
    @Nullable String phone,
    @Nullable Template template,
    @Nullable String route,
    String lane,
    String category,
    @Nullable String text,
    @Nullable String encoding,
    List<Segment> segments,
    @Nullable Why reason,
    List<Step> timeline) {
  /** The wording that was used. */
  record Template(String id, int version, String locale) {}

  /** One SMS of the message; {@code part} from 1. */
  record Segment(
      int part, int of, int attempt, @Nullable String messageId, NotificationState state) {}

  /** Why it was skipped or failed. */
  record Why(FailureReason code, FailureReason.Owner owner, String words) {}

  /** Something that happened. */
  @com.fasterxml.jackson.annotation.JsonInclude(
      com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
  record Step(Instant at, NotificationState state, @Nullable String detail) {}
}
