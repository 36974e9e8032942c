package dev.notifier.replies.decision;

import java.util.Locale;

/** Why a decision was made, for operators. */
public enum DecisionReason {
  DUPLICATE("The same text came from this number less than 60 seconds before"),
  NO_PHONE("The sender is no number of a person, so that no answer can reach it"),
  AUTOMATIC_REPLY("The text says that a program wrote it"),
  ECHO("The text is one that we sent, and it came back at once"),
  EMPTY("The message has no words"),
  ACKNOWLEDGEMENT("The message only confirms or thanks"),
  OPT_OUT("The whole message is a keyword that stops messages"),
  OPT_OUT_AMBIGUOUS("Without diacritics, the keyword has other meanings and is a name"),
  OPT_OUT_IN_TEXT("The text has a keyword that stops messages, and other words"),
  OPT_IN("The whole message is a keyword that allows messages again"),
  DO_NOT_CALL("The keyword is one of the national do-not-call list at 5656"),
  ANSWERED_QUESTION("The message answers the question that was asked"),
  QUERY("The message is a query"),
  QUERY_REPAIRED("The message is a query; a typing error in the identifier was corrected"),
  QUERY_WITHOUT_IDENTIFIER("The query has no identifier"),
  QUERY_WITH_WRONG_IDENTIFIER("The identifier of the query has a wrong form"),
  QUERY_WITH_WRONG_PERIOD("The months or years of the query have a wrong form"),
  CALL_BACK("The person wants a call"),
  ORIGIN_ASKED("The person asks whether a text is genuine"),
  FORWARDED("The text was forwarded: it has a link, or it begins like a message of an agency"),
  OWN_TEXT_RETURNED("The text is one that was sent to this number before"),
  WRONG_PERSON("The person says that the messages are for someone else"),
  WRONG_PERSON_UNCLEAR(
      "The person says that the messages are for someone else, and it is not clear which ones"),
  HELP("The whole message asks for help"),
  UNKNOWN_COMMAND("The message has the prefix and no known keyword"),
  KNOWLEDGE("An entry of the knowledge base answers the question"),
  KNOWLEDGE_CHOICE("Several entries of the knowledge base may answer the question"),
  NO_RULE("No rule matches"),
  QUESTION_EXPIRED("The message may answer a question that was asked too long ago"),
  INCOMPLETE("Segments of the message are missing"),
  HELP_LIMIT("This number has already got a help text within the hour"),
  ANSWER_LIMIT("This number has got all answers that it can get in a day");

  private final String text;

  DecisionReason(String text) {
    this.text = text;
  }

  /** Returns the key of the message, for translations: {@code inbound.reason.opt-out}. */
  public String key() {
    return "inbound.reason." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the reason in English, without a full stop. */
  public String text() {
    return text;
  }
}
