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
import dev.notifier.replies.text.WholeMatch;
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
  private final PhraseSet fillers;
  private final PhraseSet fillersAndParticles;

  KeywordRule(AddressConfig config) {
    this.config = config;
    fillers = config.phrases(PhraseList.FILLERS);
    fillersAndParticles = PoliteWords.of(config);
  }

  @Override
  public Optional<Outcome> apply(Incoming incoming) {
    InboundWords words = incoming.command().words();
    Whole whole = new Whole(words);
    if (whole.is(PhraseList.DO_NOT_CALL)) {
      return Outcome.answered(
          InboundAction.EXPLAIN_DO_NOT_CALL,
          DecisionReason.DO_NOT_CALL,
          AnswerText.DO_NOT_CALL,
          AnswerLimit.DAY);
    }
    if (whole.is(PhraseList.OPT_OUT) || whole.isWithMarks()) {
      return Outcome.answered(
          InboundAction.OPT_OUT, DecisionReason.OPT_OUT, AnswerText.OPTED_OUT, AnswerLimit.DAY);
    }
    if (whole.is(PhraseList.OPT_IN)) {
      return Outcome.answered(
          InboundAction.OPT_IN, DecisionReason.OPT_IN, AnswerText.OPTED_IN, AnswerLimit.DAY);
    }
    if (whole.isAmbiguous()) {
      return explained(DecisionReason.OPT_OUT_AMBIGUOUS);
    }
    return speaksAboutMessages(words)
        ? explained(DecisionReason.OPT_OUT_IN_TEXT)
        : Optional.empty();
  }

  private static Optional<Outcome> explained(DecisionReason reason) {
    return Outcome.answered(
        InboundAction.EXPLAIN_OPT_OUT, reason, AnswerText.ASK_OPT_OUT, AnswerLimit.DAY);
  }

  /** The words of a message, with what may be around a keyword. */
  private final class Whole {
    private final InboundWords words;
    private final WholeMatch strict;
    private final WholeMatch polite;

    Whole(InboundWords words) {
      this.words = words;
      strict = fillers.around(words);
      polite = fillersAndParticles.around(words);
    }

    boolean is(PhraseList list) {
      return config.phrases(list).phrases().stream().anyMatch(phrase -> indexOf(phrase) >= 0);
    }

    boolean isWithMarks() {
      return config.phrases(PhraseList.OPT_OUT_WITH_MARKS).phrases().stream()
          .anyMatch(phrase -> {
            int index = indexOf(phrase);
            return index >= 0 && phrase.isWrittenWithMarks(words, index);
          });
    }

    boolean isAmbiguous() {
      return polite.isOneOf(config.phrases(PhraseList.OPT_OUT_WITH_MARKS).phrases());
    }

    private int indexOf(Phrase phrase) {
      return (isName(phrase) ? strict : polite).indexOf(phrase);
    }
  }

  private boolean isName(Phrase phrase) {
    return config.phrases(PhraseList.NAMES).phrases().stream()
        .anyMatch(name -> name.plain().equals(phrase.plain()));
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
    boolean name = isName(phrase);
    if (name && index > 0 && beforeNames.lengthAt(words, index - 1) > 0) {
      return false;
    }
    int from = name ? index : Math.max(0, index - 2 * NEAR_WORDS);
    int to = Math.min(words.size(), index + phrase.size() + NEAR_WORDS + 1);
    return config.phrases(PhraseList.ABOUT_MESSAGES).isIn(words.slice(from, to));
  }
}
