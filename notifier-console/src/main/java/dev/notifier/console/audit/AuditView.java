package dev.notifier.console.audit;

import dev.notifier.console.layout.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A page of {@code GET /v1/audit}, the newest entries first. */
record AuditView(List<Entry> entries, @Nullable String next) {
  /** Outcomes whose reason is the code of an error. */
  private static final Set<String> REFUSED = Set.of("refused", "denied");

  /** What something was done to. */
  record Target(String kind, String id) {}

  /**
   * What somebody did.
   *
   * @param subjectRef the person whom it is about
   * @param reason that was given, or the code of the error
   */
  record Entry(
      Instant at,
      String actor,
      String actorKind,
      String operation,
      String outcome,
      @Nullable Target target,
      @Nullable String subjectRef,
      @Nullable String reason,
      @Nullable String requestId,
      @Nullable String network,
      @Nullable Map<String, Object> detail) {

    /** The colour of the outcome. */
    String tag() {
      return switch (outcome) {
        case "done" -> "good";
        case "unchanged" -> "";
        default -> "bad";
      };
    }

    /** Why it was done, in words if the system has done it; or why it was not. */
    String why(Page page) {
      if (reason == null) {
        return "";
      }
      if (actorKind.equals("system")) {
        return page.said(reason);
      }
      return REFUSED.contains(outcome)
          ? page.find("problem." + reason).map(words -> words + " (" + reason + ")").orElse(reason)
          : reason;
    }

    /** What has changed, in one line. */
    String details() {
      if (detail == null) {
        return "";
      }
      StringBuilder text = new StringBuilder();
      detail.forEach((name, value) -> {
        if (!text.isEmpty()) {
          text.append("; ");
        }
        text.append(name).append(": ").append(value);
      });
      return text.toString();
    }
  }
}
