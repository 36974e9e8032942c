package dev.notifier.replies.rules;

import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.address.AnswerText;
import dev.notifier.replies.address.PhraseList;
import dev.notifier.replies.decision.AnswerLimit;
import dev.notifier.replies.decision.DecisionReason;
import dev.notifier.replies.decision.InboundAction;
import dev.notifier.replies.text.InboundWord;
import dev.notifier.replies.text.InboundWords;
import dev.notifier.replies.text.PhraseSet;
import java.util.Optional;

/** Messages that ask for help, and commands that no one knows. */
final class HelpRule implements Rule {
  /** The most words of an unknown command and, without a digit, its most letters. */
  private static final int MAX_WORDS = 2;

  private static final int MAX_LETTERS = 3;

  private final AddressConfig config;
  private final PhraseSet polite;

  HelpRule(AddressConfig config) {
    this.config = config;
    polite = PoliteWords.of(config);
  }

  @Override
  public Optional<Outcome> apply(Incoming incoming) {
    InboundWords words = incoming.command().words();
    boolean asked =
        isQuestionMark(incoming.message().text())
            || polite.around(words).isOneOf(config.phrases(PhraseList.HELP).phrases());
    if (asked) {
      return helped(DecisionReason.HELP);
    }
    return incoming.command().hasPrefix() && isCommand(words)
        ? helped(DecisionReason.UNKNOWN_COMMAND)
        : Optional.empty();
  }

  private static Optional<Outcome> helped(DecisionReason reason) {
    return Outcome.answered(InboundAction.HELP, reason, AnswerText.HELP, AnswerLimit.HOUR);
  }

  /** Whether a text consists of question marks. */
  static boolean isQuestionMark(String text) {
    String stripped = text.strip();
    return !stripped.isEmpty() && stripped.chars().allMatch(c -> c == '?' || c == ' ');
  }

  private static boolean isCommand(InboundWords words) {
    if (words.size() > MAX_WORDS) {
      return false;
    }
    boolean shortWord = words.size() == 1 && words.get(0).plain().length() <= MAX_LETTERS;
    return words.isEmpty() || shortWord || words.list().stream().anyMatch(InboundWord::hasDigit);
  }
}
