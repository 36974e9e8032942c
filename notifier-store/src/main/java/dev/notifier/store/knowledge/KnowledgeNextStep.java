package dev.notifier.store.knowledge;

import java.time.Instant;

/**
 * What a person did after a question.
 *
 * @param phone in E.164 format
 */
public record KnowledgeNextStep(String phone, Instant at, Step step) {
  /** Kinds of steps. */
  public enum Step {
    /** Chose an entry of the menu. */
    CHOSE,
    /** Asked another question of the knowledge base. */
    ASKED_AGAIN,
    /** Sent a query about their own case. */
    QUERIED,
    /** Asked to be called. */
    CALLED,
    OPTED_OUT,
    /** Wrote something else. */
    WROTE
  }

  /** Omits the number. */
  @Override
  public String toString() {
    return "KnowledgeNextStep[" + step + "]";
  }
}
