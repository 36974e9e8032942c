package dev.notifier.console.person;

import dev.notifier.console.text.Language;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of {@code POST /v1/people/timeline}.
 *
 * @param carrier of the number; null if it is unknown
 */
record PersonTimeline(
    @Nullable CarrierView carrier, List<Item> items, @Nullable String next, boolean complete) {

  /**
   * A message to or from the person, or what another channel said.
   *
   * @param kind sent, received or recorded
   * @param stateWords the state in words that an agent can say, by language
   */
  record Item(
      String kind,
      Instant at,
      @Nullable String notificationId,
      @Nullable String type,
      @Nullable String phone,
      @Nullable Template template,
      @Nullable String text,
      @Nullable String state,
      @Nullable Map<String, String> stateWords,
      @Nullable String reason,
      @Nullable Instant finishedAt,
      @Nullable String address,
      @Nullable Recorded recorded) {

    /** The state in words; empty without one. */
    String say(Language language) {
      return stateWords == null ? "" : stateWords.getOrDefault(language.tag(), "");
    }

    /** Whether its text was hidden from this person. */
    boolean isHidden() {
      return "•••".equals(text);
    }

    /** Omits what it says. */
    @Override
    public String toString() {
      return "Item[" + kind + "]";
    }
  }

  /** From which template the text was made. */
  record Template(String id, int version) {}

  /** Which channel has said it. */
  record Recorded(String channel, @Nullable String knowledgeEntry) {}
}
