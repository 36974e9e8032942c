package dev.notifier.replies.knowledge;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A published answer in one language.
 *
 * @param id the same in all languages
 * @param language its tag, such as {@code vi}
 * @param title for menus; at most {@value #MAX_TITLE_UNITS} UTF-16 units
 * @param questions how people ask for it; at least one
 * @param smsAnswer the text of a template
 * @param longAnswer for portals, chatbots and agents
 * @param tags such as the event types that it explains
 * @param owner who keeps it correct
 * @param validUntil the last day on which it is an answer; null means without an end
 */
public record KnowledgeEntry(
    String id,
    String language,
    String title,
    List<String> questions,
    String smsAnswer,
    String longAnswer,
    List<String> tags,
    String owner,
    @Nullable LocalDate validUntil) {
  /** The longest title; three of them fit into a menu of two segments. */
  public static final int MAX_TITLE_UNITS = 60;

  /** The most questions of an entry. */
  public static final int MAX_QUESTIONS = 200;

  /** The longest question, in UTF-16 units. */
  public static final int MAX_QUESTION_UNITS = 300;

  public KnowledgeEntry {
    questions = List.copyOf(questions);
    tags = List.copyOf(tags);
    if (id.isBlank() || language.isBlank() || title.isBlank() || smsAnswer.isBlank()) {
      throw new IllegalArgumentException("id, language, title and SMS answer must have text");
    }
    if (title.length() > MAX_TITLE_UNITS) {
      throw new IllegalArgumentException(
          "the title of " + id + " is longer than " + MAX_TITLE_UNITS + " characters");
    }
    if (questions.isEmpty() || questions.size() > MAX_QUESTIONS) {
      throw new IllegalArgumentException(
          id + " must have 1 to " + MAX_QUESTIONS + " questions, has " + questions.size());
    }
    if (questions.stream().anyMatch(q -> q.isBlank() || q.length() > MAX_QUESTION_UNITS)) {
      throw new IllegalArgumentException(
          "a question of " + id + " is blank or longer than " + MAX_QUESTION_UNITS + " characters");
    }
  }

  /** Returns whether the entry is an answer on that day. */
  public boolean isValidOn(LocalDate day) {
    return validUntil == null || !day.isAfter(validUntil);
  }
}
