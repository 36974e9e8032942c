package dev.notifier.console.knowledge;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry with its newest versions: {@code GET /v1/knowledge/{id}}. */
record ShownEntry(
    String tenant,
    String id,
    @Nullable Integer version,
    @Nullable Instant since,
    @Nullable Integer inReview,
    @Nullable Integer draftRevision,
    @Nullable Map<String, Object> published,
    List<State> versions) {

  /** A version without its text. */
  record State(
      int version,
      String state,
      List<String> authors,
      String submittedBy,
      Instant submittedAt,
      @Nullable String decidedBy,
      @Nullable Instant decidedAt) {
    /** The colour of its state. */
    String tag() {
      return switch (state) {
        case "published" -> "good";
        case "in-review" -> "warn";
        case "rejected" -> "bad";
        default -> "";
      };
    }

    /** The commands that its state allows, the usual one first. */
    List<String> commands() {
      return switch (state) {
        case "in-review" -> List.of("publish", "reject");
        case "replaced", "withdrawn" -> List.of("roll-back");
        default -> List.of();
      };
    }

    /** Whether a person has written or submitted it, and so cannot publish it. */
    boolean isOf(String caller) {
      return authors.contains(caller) || submittedBy.equals(caller);
    }
  }

  /** A version with its text. */
  record Version(State state, @Nullable Map<String, Object> entry) {}

  /** A draft. */
  record Draft(
      int revision,
      String updatedBy,
      Instant updatedAt,
      @Nullable Map<String, Object> entry,
      @Nullable List<String> warnings) {}

  /** Whether it is the entry of another tenant, which this one uses. */
  boolean isInherited(@Nullable String own) {
    return own != null && !tenant.equals(own);
  }
}
