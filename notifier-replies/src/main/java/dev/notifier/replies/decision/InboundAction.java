package dev.notifier.replies.decision;

/**
 * What is done about an inbound message. If the parameter {@code inbox} is {@code true}, a person
 * also reads it.
 */
public enum InboundAction {
  /** Nothing. The message is counted. */
  IGNORE,
  /** General messages and advertising to the number stop. */
  OPT_OUT,
  /** They are allowed again. */
  OPT_IN,
  /** An answer explains how to opt out. */
  EXPLAIN_OPT_OUT,
  /** An answer explains the national do-not-call list. */
  EXPLAIN_DO_NOT_CALL,
  /** The pending question gets the answer {@code answer}: a number from 1, {@code yes} or no. */
  ANSWER_QUESTION,
  /** The query {@code query} is asked of its system. */
  QUERY,
  /** An answer explains how to write the query {@code query}. */
  EXPLAIN_QUERY,
  CALL_BACK,
  /** The text is compared with what was sent to the number. */
  CHECK_ORIGIN,
  /** Messages about the person of the linked notification stop. */
  WRONG_PERSON,
  HELP,
  /** The entry {@code entry} of the knowledge base is the answer. */
  KNOWLEDGE,
  /** The person chooses one of {@code entries}, separated by commas. */
  ASK_CHOICE,
  /** A person answers. */
  INBOX
}
