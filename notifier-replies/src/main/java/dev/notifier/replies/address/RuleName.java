package dev.notifier.replies.address;

import java.util.Locale;

/** The rules for inbound messages, in their usual order. */
public enum RuleName {
  /** Automatic replies, our own texts, thanks, pictures and empty messages. Always the first. */
  LOOPS_AND_NOISE,
  /** Words that stop general messages or allow them again. */
  KEYWORDS,
  /** Answers to a question that was asked a short time ago. */
  PENDING_QUESTION,
  QUERIES,
  /** Questions whether a text is genuine, and texts that were forwarded. */
  ORIGIN,
  /** After the questions: a person who asks about a caller wants no call. */
  CALL_BACK,
  WRONG_PERSON,
  HELP,
  KNOWLEDGE,
  /** Everything else, for a person to answer. Always the last. */
  INBOX;

  /** Returns the name in files: {@code loops-and-noise}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
