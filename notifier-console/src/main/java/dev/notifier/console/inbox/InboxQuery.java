package dev.notifier.console.inbox;

import dev.notifier.console.api.ApiPath;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations a list has.
 *
 * @param show one of {@link #SHOWN}
 * @param topic name of a rule; null for all
 * @param after where a page begins; null for the first one
 */
record InboxQuery(String show, @Nullable String topic, @Nullable String after) {
  private static final String ALL = "all";

  /** What the list may show, in the order of the links. */
  static final List<String> SHOWN =
      List.of(ALL, "mine", "unassigned", "answered", "handed-over", "closed");

  /** The rules that leave something to agents, the usual ones first. */
  static final List<String> TOPICS =
      List.of(
          "inbox",
          "call-back",
          "wrong-person",
          "queries",
          "keywords",
          "knowledge",
          "origin",
          "pending-question",
          "help");

  private static final int LENGTH = 50;

  static InboxQuery of(@Nullable String show, @Nullable String topic, @Nullable String after) {
    return new InboxQuery(
        Optional.ofNullable(show).filter(SHOWN::contains).orElse(ALL),
        Optional.ofNullable(topic).filter(TOPICS::contains).orElse(null),
        after);
  }

  ApiPath path() {
    ApiPath path =
        ApiPath.of("/v1/inbox")
            .with("limit", Integer.toString(LENGTH))
            .with("topic", topic)
            .with("after", after);
    return switch (show) {
      case ALL -> path;
      case "mine" -> path.with("assigned", "me");
      case "unassigned" -> path.with("assigned", "none");
      default -> path.with("state", show);
    };
  }

  /** The query of a page that shows something else of the same topic. */
  String showing(String other) {
    return "?show=" + other + (topic == null ? "" : "&topic=" + topic);
  }

  /** The query of this list, without the page. */
  String query() {
    return showing(show);
  }

  /** Only the first page refreshes itself. */
  boolean isLive() {
    return after == null;
  }
}
