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
import java.util.stream.Stream;

/**
 * Keywords that stop messages or allow them again. A keyword counts only if it is the whole
 * message, with fillers; a longer text that speaks about messages is asked back.
 */
final class KeywordRule implements Rule {
  /** How far a word about messages may be from a keyword. */
  private static final int NEAR_WORDS = 2;

  private final AddressConfig config;
  private final KeywordText text;

  KeywordRule(AddressConfig config) {
    this.config = config;
    text = new KeywordText(config);
  }

  @Override
  public Optional<Outcome> apply(Incoming incoming) {
    InboundWords words = incoming.command().words();
    return switch (text.meaning(words)) {
      case STOP ->
          Outcome.answered(
              InboundAction.OPT_OUT, DecisionReason.OPT_OUT, AnswerText.OPTED_OUT, AnswerLimit.DAY);
      case ALLOW ->
          Outcome.answered(
              InboundAction.OPT_IN, DecisionReason.OPT_IN, AnswerText.OPTED_IN, AnswerLimit.DAY);
      case DO_NOT_CALL ->
          Outcome.answered(
              InboundAction.EXPLAIN_DO_NOT_CALL,
              DecisionReason.DO_NOT_CALL,
              AnswerText.DO_NOT_CALL,
              AnswerLimit.DAY);
      case UNCLEAR ->
          explained(DecisionReason.OPT_OUT_AMBIGUOUS)
              .map(outcome -> words.size() > 1 ? outcome.alsoForPerson() : outcome);
      // The other words may be a question.
      case NONE ->
          speaksAboutMessages(words)
              ? explained(DecisionReason.OPT_OUT_IN_TEXT).map(Outcome::alsoForPerson)
              : Optional.empty();
    };
  }

  private static Optional<Outcome> explained(DecisionReason reason) {
    return Outcome.answered(
        InboundAction.EXPLAIN_OPT_OUT, reason, AnswerText.ASK_OPT_OUT, AnswerLimit.DAY);
  }

  private boolean speaksAboutMessages(InboundWords words) {
    return Stream.of(PhraseList.OPT_OUT, PhraseList.OPT_OUT_WITH_MARKS)
        .flatMap(list -> config.phrases(list).phrases().stream())
        .anyMatch(phrase ->
            IntStream.range(0, words.size())
                .anyMatch(index -> phrase.isAt(words, index) && isAsking(phrase, words, index)));
  }

  private boolean isAsking(Phrase phrase, InboundWords words, int index) {
    if (phrase.size() > 1
        && config.phrases(PhraseList.ABOUT_MESSAGES).isIn(InboundWords.of(phrase.text()))) {
      return true;
    }
    PhraseSet beforeNames = config.phrases(PhraseList.BEFORE_NAMES);
    boolean name = text.mayBeName(phrase, words, index);
    if (name && index > 0 && beforeNames.lengthAt(words, index - 1) > 0) {
      return false;
    }
    int from = name ? index : Math.max(0, index - 2 * NEAR_WORDS);
    int to = Math.min(words.size(), index + phrase.size() + NEAR_WORDS + 1);
    return isAboutMessages(words, from, to);
  }

  private boolean isAboutMessages(InboundWords words, int from, int to) {
    PhraseSet about = config.phrases(PhraseList.ABOUT_MESSAGES);
    InboundWords near = words.slice(from, to);
    return IntStream.range(0, near.size())
        .anyMatch(index -> about.lengthAt(near, index) > 0 && !isInformation(words, from + index));
  }

  /** {@code thông tin} is no message. */
  private static boolean isInformation(InboundWords words, int index) {
    return index > 0
        && words.get(index).plain().equals("TIN")
        && words.get(index - 1).plain().equals("THONG");
  }
}
