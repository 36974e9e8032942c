package dev.notifier.replies.rules;

import dev.notifier.replies.address.AnswerText;
import dev.notifier.replies.decision.AnswerLimit;
import dev.notifier.replies.decision.DecisionReason;
import dev.notifier.replies.decision.InboundAction;
import java.util.Map;
import java.util.Optional;

/** What a rule decides, before the limits of answers are applied. */
record Outcome(
    InboundAction action,
    Map<String, String> parameters,
    DecisionReason reason,
    Optional<AnswerText> answer,
    AnswerLimit limit) {
  static Optional<Outcome> ignored(DecisionReason reason) {
    return Optional.of(
        new Outcome(InboundAction.IGNORE, Map.of(), reason, Optional.empty(), AnswerLimit.NONE));
  }

  /** An outcome with a fixed answer. */
  static Optional<Outcome> answered(
      InboundAction action, DecisionReason reason, AnswerText answer, AnswerLimit limit) {
    return Optional.of(new Outcome(action, Map.of(), reason, Optional.of(answer), limit));
  }

  /** An outcome that is answered with something else than a fixed text. */
  static Optional<Outcome> of(
      InboundAction action, DecisionReason reason, Map<String, String> parameters) {
    return Optional.of(new Outcome(action, parameters, reason, Optional.empty(), AnswerLimit.DAY));
  }

  Outcome with(Map<String, String> more) {
    return new Outcome(action, more, reason, answer, limit);
  }

  /** The same, and a person reads the message. */
  Outcome alsoForPerson() {
    return with(Map.of("inbox", "true"));
  }

  /** The same without an answer. */
  Outcome silent(InboundAction otherAction, DecisionReason otherReason) {
    return new Outcome(otherAction, parameters, otherReason, Optional.empty(), AnswerLimit.NONE);
  }
}
