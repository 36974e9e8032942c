package dev.notifier.replies.decision;

/** How the answer to a decision is counted. */
public enum AnswerLimit {
  /** There is no answer. */
  NONE,
  /** Counts for the limit of a day. */
  DAY,
  /** Counts for the limits of a day and of an hour: help, and the text of the inbox. */
  HOUR
}
