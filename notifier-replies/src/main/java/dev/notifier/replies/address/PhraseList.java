package dev.notifier.replies.address;

import java.util.Locale;

/** The lists of phrases in the configuration of an address. */
public enum PhraseList {
  /** The whole message, with fillers only, stops general messages. */
  OPT_OUT,
  /** The same, if it is written with its diacritics; without them it has other meanings. */
  OPT_OUT_WITH_MARKS,
  /** First words of the two lists that are names of persons without their diacritics. */
  NAMES,
  /** Before a name: {@code tên}, {@code anh}. */
  BEFORE_NAMES,
  /** The whole message allows general messages again. */
  OPT_IN,
  /** The same, if it has its diacritics or is the whole message without any filler. */
  OPT_IN_WITH_MARKS,
  /** The whole message was meant for the national do-not-call list. */
  DO_NOT_CALL,
  /** May be around a keyword. */
  FILLERS,
  /**
   * May be around a keyword that is also a name, has two letters, or allows messages: no thanks, no
   * pronouns.
   */
  NAME_FILLERS,
  /** May be around a keyword that is no name: {@code Huy ạ} is how people say their name. */
  PARTICLES,
  /** A longer text with a keyword beside one of these speaks about messages. */
  ABOUT_MESSAGES,
  /** A message of these alone needs no answer. */
  ACKNOWLEDGEMENTS,
  /**
   * As a whole sentence, they show that a program wrote at least this one; before a colon, all that
   * follows.
   */
  AUTOMATIC,
  /** As the whole text, they show that a program wrote it. */
  AUTOMATIC_ALONE,
  YES,
  NO,
  /** The whole message asks for a call. */
  CALL_BACK,
  /** Anywhere in a text, they ask for a call. */
  CALL_BACK_IN_TEXT,
  /** Before a phrase, they turn it around, or speak about another caller. */
  NEGATIONS,
  /** Anywhere in a text, they ask whether a text is genuine. */
  ORIGIN,
  /** Domains, with all below them, that people name in questions: no sign of a forwarded text. */
  OWN_DOMAINS,
  /**
   * At the start of a long text, they show that it was forwarded; a colon must be there as well.
   */
  FORWARDED,
  /** The whole message says that messages are for someone else. */
  WRONG_PERSON,
  /** The whole message may say so, and may as well speak about something else. */
  WRONG_PERSON_UNCLEAR,
  /** May be around a phrase that says that the person is wrong. */
  WRONG_PERSON_FILLERS,
  /** The whole message asks for help. */
  HELP,
  /** May follow a query. */
  QUERY_FILLERS;

  /** Returns the name in files: {@code opt-out}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
