package dev.notifier.replies.rules;

import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.address.AnswerText;
import dev.notifier.replies.address.PhraseList;
import dev.notifier.replies.decision.AnswerLimit;
import dev.notifier.replies.decision.DecisionReason;
import dev.notifier.replies.decision.InboundAction;
import dev.notifier.replies.text.InboundWords;
import dev.notifier.replies.text.Phrase;
import dev.notifier.templates.link.LinkScanner;
import dev.notifier.templates.vietnamese.Diacritics;
import dev.notifier.templates.vietnamese.SyllableCheck;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Questions whether a text is genuine, and texts that people forward to ask that. */
final class OriginRule implements Rule {
  /** A shorter text is not compared with what was sent. */
  private static final int MIN_CHARACTERS_OF_TEXT = 40;

  /** A shorter text is not forwarded, but written. */
  private static final int MIN_CHARACTERS_OF_FORWARDED = 60;

  /** A longer text may ask something else as well. */
  private static final int MAX_WORDS_OF_QUESTION = 10;

  private static final Pattern TWO_WORDS =
      Pattern.compile("(?<![\\w./:-])([A-Za-z]{1,7})\\.([A-Za-z]{1,7})(?![\\w./:-])");

  private static final Pattern MAIL =
      Pattern.compile(
          "(?<![\\w.%+/:@-])[\\w.%+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,5}(?![\\w/:@-])");

  private final AddressConfig config;
  private final Pattern own;

  OriginRule(AddressConfig config) {
    this.config = config;
    String domains =
        config.phrases(PhraseList.OWN_DOMAINS).phrases().stream()
            .map(phrase -> Pattern.quote(phrase.text()))
            .collect(Collectors.joining("|"));
    own =
        Pattern.compile(
            "(?<![\\w./:@-])(?:https?://)?(?:[\\w-]{1,63}\\.){0,5}(?:"
                + domains
                + ")(?![\\w:@-]|\\.\\w)(?:/[\\w./?=&%#-]{0,500})?",
            Pattern.CASE_INSENSITIVE);
  }

  @Override
  public Optional<Outcome> apply(Incoming incoming) {
    if (isOurs(incoming)) {
      return checked(DecisionReason.OWN_TEXT_RETURNED)
          .map(outcome -> outcome.with(Map.of("ours", "true")));
    }
    if (config.phrases(PhraseList.ORIGIN).isIn(incoming.words())) {
      boolean only = incoming.words().size() <= MAX_WORDS_OF_QUESTION;
      return checked(DecisionReason.ORIGIN_ASKED)
          .map(outcome -> only ? outcome : outcome.alsoForPerson());
    }
    // A link may as well be part of a question.
    return isForwarded(incoming)
        ? checked(DecisionReason.FORWARDED).map(Outcome::alsoForPerson)
        : Optional.empty();
  }

  private static Optional<Outcome> checked(DecisionReason reason) {
    return Outcome.answered(InboundAction.CHECK_ORIGIN, reason, AnswerText.ORIGIN, AnswerLimit.DAY);
  }

  private static boolean isOurs(Incoming incoming) {
    String plain = incoming.words().plain();
    return incoming.context().texts().stream()
        .map(sent -> InboundWords.of(sent.text()).plain())
        .anyMatch(ours -> ours.length() >= MIN_CHARACTERS_OF_TEXT && plain.contains(ours));
  }

  private boolean isForwarded(Incoming incoming) {
    String text = incoming.message().text();
    String withoutOwn = own.matcher(MAIL.matcher(text).replaceAll(" ")).replaceAll(" ");
    return LinkScanner.containsLink(withoutSentenceEnds(withoutOwn))
        || (text.length() >= MIN_CHARACTERS_OF_FORWARDED
            && config.phrases(PhraseList.FORWARDED).phrases().stream()
                .anyMatch(phrase -> isAtStart(phrase, incoming)));
  }

  /** Without a colon, the name of the sender is how people address it. */
  private static boolean isAtStart(Phrase phrase, Incoming incoming) {
    if (!phrase.isAt(incoming.words(), 0)) {
      return false;
    }
    String text = incoming.message().text();
    int colon = text.indexOf(':');
    return !phrase.text().endsWith(":")
        || (colon >= 0 && InboundWords.of(text.substring(0, colon)).size() == phrase.size());
  }

  /** A missing blank between two sentences is no link: {@code het han chua.co phai dong tiep}. */
  private static String withoutSentenceEnds(String text) {
    return TWO_WORDS
        .matcher(text)
        .replaceAll(match -> {
          boolean syllables = isSyllable(match.group(1)) && isSyllable(match.group(2));
          return Matcher.quoteReplacement(
              syllables ? match.group(1) + " " + match.group(2) : match.group());
        });
  }

  private static boolean isSyllable(String word) {
    return SyllableCheck.isValidStripped(Diacritics.stripMarks(word).toLowerCase(Locale.ROOT));
  }
}
