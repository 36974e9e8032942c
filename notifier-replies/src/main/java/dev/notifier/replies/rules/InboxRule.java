package dev.notifier.replies.rules;

import dev.notifier.replies.address.AnswerText;
import dev.notifier.replies.decision.AnswerLimit;
import dev.notifier.replies.decision.DecisionReason;
import dev.notifier.replies.decision.InboundAction;
import java.util.Optional;

/** Everything that no other rule decides. */
final class InboxRule implements Rule {
  private final PendingQuestionRule questions;

  InboxRule(PendingQuestionRule questions) {
    this.questions = questions;
  }

  @Override
  public Optional<Outcome> apply(Incoming incoming) {
    return Optional.of(inbox(incoming));
  }

  Outcome inbox(Incoming incoming) {
    DecisionReason reason = DecisionReason.NO_RULE;
    if (!incoming.message().complete()) {
      reason = DecisionReason.INCOMPLETE;
    } else if (questions.isLate(incoming)) {
      reason = DecisionReason.QUESTION_EXPIRED;
    }
    return Outcome.answered(InboundAction.INBOX, reason, AnswerText.INBOX, AnswerLimit.HOUR)
        .orElseThrow();
  }
}
