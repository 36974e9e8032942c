package dev.notifier.worker.inbound;

import dev.notifier.replies.address.AnswerText;
import dev.notifier.store.inbound.NumberState.Question;
import org.jspecify.annotations.Nullable;

/**
 * What a message is answered with.
 *
 * @param kind which answer it is, as it is stored
 * @param text null if another system answers
 * @param isHelp whether it is one of which a number gets one in an hour
 * @param question that it asks; null: none
 */
record MessageAnswer(
    String kind,
    @Nullable String text,
    String language,
    boolean isHelp,
    @Nullable Question question) {
  static final String KNOWLEDGE = "knowledge";
  static final String QUERY = "query";

  /** A fixed text of the address. */
  static MessageAnswer fixed(AnswerText kind, String text, String language, boolean isHelp) {
    return new MessageAnswer(kind.key(), text, language, isHelp, null);
  }

  /** Omits the text. */
  @Override
  public String toString() {
    return "MessageAnswer[" + kind + "]";
  }
}
