package dev.notifier.replies.rules;

import dev.notifier.replies.decision.AnswerLimit;
import dev.notifier.replies.decision.DecisionReason;
import dev.notifier.replies.decision.InboundAction;
import dev.notifier.replies.decision.ReplyContext;

/**
 * Limits the answers to a number, so that two programs that answer each other come to an end. What
 * a message orders still happens, without an answer.
 */
final class AnswerLimits {
  private static final int HELP_TEXTS_IN_HOUR = 1;

  private AnswerLimits() {}

  static Outcome apply(Outcome outcome, ReplyContext context, int answersPerDay) {
    if (outcome.limit() == AnswerLimit.HOUR && context.helpTextsInHour() >= HELP_TEXTS_IN_HOUR) {
      return withoutAnswer(outcome, DecisionReason.HELP_LIMIT);
    }
    return outcome.limit() != AnswerLimit.NONE && context.answersToday() >= answersPerDay
        ? withoutAnswer(outcome, DecisionReason.ANSWER_LIMIT)
        : outcome;
  }

  private static Outcome withoutAnswer(Outcome outcome, DecisionReason limit) {
    return switch (outcome.action()) {
      // Without an answer they are nothing.
      case IGNORE, HELP, QUERY, EXPLAIN_QUERY -> outcome.silent(InboundAction.IGNORE, limit);
      // The person wants something that the limit must not hide.
      case EXPLAIN_OPT_OUT, EXPLAIN_DO_NOT_CALL, ANSWER_QUESTION, KNOWLEDGE, ASK_CHOICE ->
          outcome.silent(InboundAction.INBOX, limit);
      case OPT_OUT, OPT_IN, CALL_BACK, CHECK_ORIGIN, WRONG_PERSON, INBOX ->
          outcome.silent(outcome.action(), outcome.reason());
    };
  }
}
