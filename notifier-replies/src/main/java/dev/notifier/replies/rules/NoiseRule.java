package dev.notifier.replies.rules;

import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.address.PhraseList;
import dev.notifier.replies.decision.DecisionReason;
import dev.notifier.replies.decision.InboundAction;
import dev.notifier.replies.decision.PendingQuestion;
import dev.notifier.replies.decision.SentText;
import dev.notifier.replies.text.InboundWords;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages that must not or need not be answered. */
final class NoiseRule implements Rule {
  private static final Duration DUPLICATE = Duration.ofSeconds(60);

  /** A program returns a text at once; a person who forwards it needs longer. */
  private static final Duration ECHO = Duration.ofMinutes(2);

  /** Shorter texts may be in another one by chance. */
  private static final int MIN_CHARACTERS_OF_QUOTE = 30;

  private final AddressConfig config;
  private final PendingQuestionRule questions;
  private final AutomaticText automatic;
  private final KeywordRule keywords;

  NoiseRule(AddressConfig config, PendingQuestionRule questions) {
    this.config = config;
    this.questions = questions;
    automatic = new AutomaticText(config);
    keywords = new KeywordRule(config);
  }

  @Override
  public Optional<Outcome> apply(Incoming incoming) {
    InboundWords words = incoming.words();
    if (!incoming.message().sendsFromPhone()) {
      return Outcome.ignored(DecisionReason.NO_PHONE);
    }
    if (isWithin(incoming.context().sameTextAt(), DUPLICATE, incoming.context().now())
        && !answersLaterQuestion(incoming)) {
      return Optional.of(duplicate(incoming));
    }
    if (words.isEmpty()) {
      return HelpRule.isQuestionMark(incoming.message().text())
          ? Optional.empty()
          : Outcome.ignored(DecisionReason.EMPTY);
    }
    if (isEcho(incoming)) {
      return Outcome.ignored(DecisionReason.ECHO);
    }
    AutomaticText.Part part = automatic.of(incoming);
    if (part != AutomaticText.Part.NONE) {
      Optional<Outcome> ignored = Outcome.ignored(DecisionReason.AUTOMATIC_REPLY);
      // No answer, so that two programs still come to an end.
      return part == AutomaticText.Part.ALL
          ? ignored
          : ignored.map(
              outcome -> outcome.silent(InboundAction.INBOX, DecisionReason.AUTOMATIC_REPLY));
    }
    boolean acknowledges =
        incoming.message().complete()
            && !incoming.command().words().isEmpty()
            && config.phrases(PhraseList.ACKNOWLEDGEMENTS).covers(incoming.command().words());
    return acknowledges && questions.answer(incoming).isEmpty()
        ? Outcome.ignored(DecisionReason.ACKNOWLEDGEMENT)
        : Optional.empty();
  }

  /**
   * Another text may have come between two opt-outs, so the second one counts without an answer.
   */
  private Outcome duplicate(Incoming incoming) {
    return Optional.of(incoming)
        .filter(same -> same.message().complete())
        .flatMap(keywords::apply)
        .filter(outcome ->
            outcome.action() == InboundAction.OPT_OUT || outcome.action() == InboundAction.OPT_IN)
        .map(outcome -> outcome.silent(outcome.action(), outcome.reason()))
        .orElseGet(() -> Outcome.ignored(DecisionReason.DUPLICATE).orElseThrow());
  }

  /** {@code 1} answers one question, and soon after that the next. */
  private boolean answersLaterQuestion(Incoming incoming) {
    PendingQuestion question = incoming.context().question();
    Instant same = incoming.context().sameTextAt();
    return question != null
        && same != null
        && question.askedAt().isAfter(same)
        && questions.answer(incoming).isPresent();
  }

  private boolean isEcho(Incoming incoming) {
    String plain = incoming.words().plain();
    boolean asks = config.phrases(PhraseList.ORIGIN).isIn(incoming.words());
    for (SentText sent : incoming.context().texts()) {
      String ours = InboundWords.of(sent.text()).plain();
      boolean recent = isWithin(sent.sentAt(), ECHO, incoming.context().now());
      boolean quoted =
          sent.answer()
              && !asks
              && ours.length() >= MIN_CHARACTERS_OF_QUOTE
              && plain.contains(ours);
      if (quoted || (plain.equals(ours) && (recent || sent.answer()))) {
        return true;
      }
    }
    return false;
  }

  static boolean isWithin(@Nullable Instant time, Duration duration, Instant now) {
    return time != null && Duration.between(time, now).abs().compareTo(duration) <= 0;
  }
}
