package dev.notifier.api.inbox;

import dev.notifier.replies.address.RuleName;

/** Describes the rules for inbound messages in words. */
final class RuleWords {
  private RuleWords() {}

  /** Returns the words; the name itself if only a newer worker knows the rule. */
  static String of(String rule) {
    for (RuleName known : RuleName.values()) {
      if (known.key().equals(rule)) {
        return of(known);
      }
    }
    return rule;
  }

  private static String of(RuleName rule) {
    return switch (rule) {
      case LOOPS_AND_NOISE -> "Needs no answer";
      case KEYWORDS -> "Keyword that stops messages or allows them again";
      case PENDING_QUESTION -> "Answer to a question that was asked";
      case QUERIES -> "Query of the agency's records";
      case ORIGIN -> "Question whether a text is genuine";
      case CALL_BACK -> "Wants a call";
      case WRONG_PERSON -> "Says that messages are for someone else";
      case HELP -> "Asks how to write";
      case KNOWLEDGE -> "Question that the knowledge base may answer";
      case INBOX -> "No rule matches";
    };
  }
}
