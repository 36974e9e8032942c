package dev.notifier.replies.rules;

import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.address.PhraseList;
import dev.notifier.replies.address.RuleName;
import dev.notifier.replies.decision.DecisionReason;
import dev.notifier.replies.decision.InboundAction;
import dev.notifier.replies.decision.PendingQuestion;
import dev.notifier.replies.text.InboundWords;
import dev.notifier.replies.text.PhraseSet;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers to a question. Questions are asked only where people answer free of charge. */
final class PendingQuestionRule implements Rule {
  private static final Duration MAX_AGE = Duration.ofMinutes(30);
  private static final Set<String> BEFORE_NUMBER = Set.of("CHON", "SO", "CAU", "MUC", "OPTION");

  private final AddressConfig config;
  private final PhraseSet polite;

  PendingQuestionRule(AddressConfig config) {
    this.config = config;
    polite = PoliteWords.of(config);
  }

  @Override
  public Optional<Outcome> apply(Incoming incoming) {
    PendingQuestion question = incoming.context().question();
    return question == null
        ? Optional.empty()
        : answer(incoming)
            .flatMap(answer ->
                Outcome.of(
                    InboundAction.ANSWER_QUESTION,
                    DecisionReason.ANSWERED_QUESTION,
                    Map.of("question", question.id(), "answer", answer)));
  }

  /** Returns the answer to the question that is still open; empty if there is none. */
  Optional<String> answer(Incoming incoming) {
    PendingQuestion question = incoming.context().question();
    boolean open =
        question != null
            && NoiseRule.isWithin(question.askedAt(), MAX_AGE, incoming.context().now());
    return open && isAsked() && question != null
        ? answer(question, incoming.command().words())
        : Optional.empty();
  }

  /** Whether the message would answer a question that is not open any more. */
  boolean isLate(Incoming incoming) {
    PendingQuestion question = incoming.context().question();
    return question != null
        && isAsked()
        && answer(incoming).isEmpty()
        && answer(question, incoming.command().words()).isPresent();
  }

  private boolean isAsked() {
    return config.mayAsk() && config.rules().contains(RuleName.PENDING_QUESTION);
  }

  private Optional<String> answer(PendingQuestion question, InboundWords words) {
    return question.choices() > 0 ? choice(question, words) : yesOrNo(words);
  }

  private Optional<String> choice(PendingQuestion question, InboundWords words) {
    int start = !words.isEmpty() && BEFORE_NUMBER.contains(words.get(0).plain()) ? 1 : 0;
    if (start >= words.size() || !polite.covers(words.slice(start + 1, words.size()))) {
      return Optional.empty();
    }
    String number = words.get(start).plain();
    return number.matches("[1-9]") && Integer.parseInt(number) <= question.choices()
        ? Optional.of(number)
        : Optional.empty();
  }

  private Optional<String> yesOrNo(InboundWords words) {
    if (isWhole(PhraseList.NO, words)) {
      return Optional.of("no");
    }
    return isWhole(PhraseList.YES, words) ? Optional.of("yes") : Optional.empty();
  }

  private boolean isWhole(PhraseList list, InboundWords words) {
    return !words.isEmpty() && polite.around(words).isOneOf(config.phrases(list).phrases());
  }
}
