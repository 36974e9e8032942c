package dev.notifier.replies.decision;

import dev.notifier.replies.address.AnswerText;
import dev.notifier.replies.address.RuleName;
import java.util.Map;
import java.util.Optional;

/**
 * What an inbound message means and what is done about it.
 *
 * @param rule the rule that decided
 * @param parameters by name, see {@link InboundAction}. May be personal data
 * @param answer the fixed text that is sent; empty if another text answers, or none
 * @param limit how the answer is counted; {@link AnswerLimit#NONE} means that no answer is sent
 */
public record InboundDecision(
    RuleName rule,
    InboundAction action,
    Map<String, String> parameters,
    DecisionReason reason,
    Optional<AnswerText> answer,
    AnswerLimit limit,
    Correlation correlation) {
  /** Copies the parameters. */
  public InboundDecision {
    parameters = Map.copyOf(parameters);
  }

  /** Contains no personal data. */
  @Override
  public String toString() {
    return "InboundDecision[rule=" + rule + ", action=" + action + ", reason=" + reason + "]";
  }
}
