package dev.notifier.replies.address;

import java.util.Locale;

/** The fixed answers of an address. */
public enum AnswerText {
  HELP,
  OPTED_OUT,
  OPTED_IN,
  /** How to stop general messages, for a text that only may have meant that. */
  ASK_OPT_OUT,
  DO_NOT_CALL,
  /** How to write a query. */
  QUERY_FORMAT,
  CALL_BACK,
  /** What we never ask for, and where to ask. */
  ORIGIN,
  /** That a text is one that was sent to the number. */
  ORIGIN_SENT,
  /** Which entries of the knowledge base can be chosen by their number. */
  CHOICE,
  WRONG_PERSON,
  /** When and where an answer will come. */
  INBOX;

  /** Returns the name in files: {@code opted-out}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
