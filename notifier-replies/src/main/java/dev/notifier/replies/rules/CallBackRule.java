package dev.notifier.replies.rules;

import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.address.AnswerText;
import dev.notifier.replies.address.PhraseList;
import dev.notifier.replies.decision.AnswerLimit;
import dev.notifier.replies.decision.DecisionReason;
import dev.notifier.replies.decision.InboundAction;
import dev.notifier.replies.text.InboundWords;
import dev.notifier.replies.text.Phrase;
import dev.notifier.replies.text.PhraseSet;
import java.util.Optional;
import java.util.stream.IntStream;

/** People who want a call. Most phrases are the whole message; some may be anywhere. */
final class CallBackRule implements Rule {
  /** How far before a phrase a negation turns it around. */
  private static final int NEGATION_WORDS = 3;

  private final AddressConfig config;
  private final PhraseSet polite;

  CallBackRule(AddressConfig config) {
    this.config = config;
    polite = PoliteWords.of(config);
  }

  @Override
  public Optional<Outcome> apply(Incoming incoming) {
    InboundWords words = incoming.command().words();
    boolean asks =
        polite.around(words).isOneOf(config.phrases(PhraseList.CALL_BACK).phrases())
            || config.phrases(PhraseList.CALL_BACK_IN_TEXT).phrases().stream()
                .anyMatch(phrase -> isIn(phrase, words));
    return asks
        ? Outcome.answered(
            InboundAction.CALL_BACK,
            DecisionReason.CALL_BACK,
            AnswerText.CALL_BACK,
            AnswerLimit.DAY)
        : Optional.empty();
  }

  private boolean isIn(Phrase phrase, InboundWords words) {
    return IntStream.range(0, words.size())
        .anyMatch(index -> phrase.isAt(words, index) && !isNegated(words, index));
  }

  private boolean isNegated(InboundWords words, int index) {
    return config
        .phrases(PhraseList.NEGATIONS)
        .isIn(words.slice(Math.max(0, index - NEGATION_WORDS), index));
  }
}
