package dev.notifier.store.knowledge;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A search of the knowledge base.
 *
 * @param id of the inbound message; null if there is none
 * @param at when the person asked, not when it was processed
 * @param phone who asked, in E.164 format; null if that is unknown. It is kept for an hour
 * @param channel such as {@code sms}, {@code portal}; {@value #TEST} is not counted
 * @param entry the best entry; null if none has a common word
 * @param score of the best entry, 0 to 1
 * @param second the score of the second entry; 0 without one
 * @param text the text with numbers, identifiers and names masked
 * @param question what equal texts have in common
 */
public record KnowledgeSearch(
    @Nullable UUID id,
    Instant at,
    String tenant,
    @Nullable String phone,
    String channel,
    String language,
    Decision decision,
    @Nullable String entry,
    double score,
    double second,
    String text,
    String question) {
  /** The channel of an editor who tries a text. */
  public static final String TEST = "test";

  /** What the text got. */
  public enum Decision {
    ANSWER,
    MENU,
    LANGUAGE_UNCERTAIN,
    NO_ENTRY_IN_LANGUAGE,
    NO_SIMILAR_QUESTION
  }

  /** Omits the number and the text. */
  @Override
  public String toString() {
    return "KnowledgeSearch[" + decision + ", " + entry + "]";
  }
}
