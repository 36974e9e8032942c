package dev.notifier.console.templates;

import dev.notifier.console.layout.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version of a template.
 *
 * @param template its document; null in lists
 */
record ShownVersion(
    int version,
    String state,
    List<String> authors,
    String submittedBy,
    Instant submittedAt,
    @Nullable List<String> handedOverTo,
    @Nullable Instant publishAt,
    @Nullable Map<String, Object> template) {
  private static final String PUBLISH = "publish";
  private static final String RETIRE = "retire";

  /** The colour of its state. */
  String tag() {
    return tag(state);
  }

  /** The colour of a state. */
  static String tag(String state) {
    return switch (state) {
      case "published" -> "good";
      case "in-review", "approved", "scheduled" -> "warn";
      case "rejected" -> "bad";
      default -> "";
    };
  }

  /** The text that says what a version on its way waits for. */
  String nextText() {
    return "templates.next." + state;
  }

  /** The commands that its state allows, the usual one first. */
  List<String> commands() {
    return switch (state) {
      case "in-review" -> List.of("approve", "reject");
      case "approved" -> List.of(PUBLISH, "reject", RETIRE);
      case "scheduled" -> List.of(PUBLISH, "unschedule", RETIRE);
      case "published" -> List.of(RETIRE);
      case "replaced" -> List.of("roll-back", RETIRE);
      default -> List.of();
    };
  }

  /** Whether a time can be set at which it is put into force. */
  boolean canBeScheduled() {
    return state.equals("approved") || state.equals("scheduled") || state.equals("replaced");
  }

  /** Whether it is compared with the version in force. */
  boolean isOpen() {
    return state.equals("in-review") || state.equals("approved") || state.equals("scheduled");
  }

  /** Whether the person who sees the page may do the next step. */
  boolean canBeDecided(Page page) {
    return page.has("templates:approve")
        && !(state.equals("in-review") && isOf(page.account().caller()));
  }

  /** Whether a person has written, submitted or taken it over, and so cannot approve it. */
  boolean isOf(String caller) {
    return authors.contains(caller)
        || submittedBy.equals(caller)
        || (handedOverTo != null && handedOverTo.contains(caller));
  }
}
