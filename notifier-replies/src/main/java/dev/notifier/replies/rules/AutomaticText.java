package dev.notifier.replies.rules;

import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.address.PhraseList;
import dev.notifier.replies.text.InboundWords;
import dev.notifier.replies.text.PhraseSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Texts that a program wrote. A person may use the same words in a question or an opt-out, so they
 * count only as a whole sentence of a text that neither asks nor stops messages.
 */
final class AutomaticText {
  private static final Pattern SENTENCE_END = Pattern.compile("[.,:;!\\n\\r]+");

  /** A longer sentence may say something. */
  private static final int MAX_WORDS_OF_GREETING = 2;

  /** How much of a text a program wrote. */
  enum Part {
    NONE,
    /** A sentence says so, and others may be those of a person. */
    SOME,
    ALL
  }

  private final AddressConfig config;
  private final PhraseSet polite;
  private final PhraseSet alone;
  private final PhraseSet harmless;

  AutomaticText(AddressConfig config) {
    this.config = config;
    polite = PoliteWords.of(config);
    alone = config.phrases(PhraseList.AUTOMATIC_ALONE);
    harmless =
        new PhraseSet(
            Stream.of(
                    PhraseList.AUTOMATIC,
                    PhraseList.AUTOMATIC_ALONE,
                    PhraseList.ACKNOWLEDGEMENTS,
                    PhraseList.FILLERS,
                    PhraseList.PARTICLES)
                .flatMap(list -> config.phrases(list).phrases().stream())
                .distinct()
                .toList());
  }

  Part of(Incoming incoming) {
    String text = incoming.message().text();
    InboundWords words = incoming.words();
    boolean stops =
        Stream.of(PhraseList.OPT_OUT, PhraseList.OPT_OUT_WITH_MARKS)
            .anyMatch(list -> config.phrases(list).isIn(words));
    if (stops || text.contains("?")) {
      return Part.NONE;
    }
    if (alone.covers(words)) {
      return Part.ALL;
    }
    List<InboundWords> sentences = SENTENCE_END.splitAsStream(text).map(InboundWords::of).toList();
    if (sentences.stream().noneMatch(this::isAutomatic)) {
      return Part.NONE;
    }
    return isHeading(text) || sentences.stream().allMatch(this::isHarmless) ? Part.ALL : Part.SOME;
  }

  /** Before a colon, the words are about everything that follows. */
  private boolean isHeading(String text) {
    int colon = text.indexOf(':');
    return colon > 0 && isAutomatic(InboundWords.of(text.substring(0, colon)));
  }

  private boolean isAutomatic(InboundWords sentence) {
    return !sentence.isEmpty()
        && polite.around(sentence).isOneOf(config.phrases(PhraseList.AUTOMATIC).phrases());
  }

  private boolean isHarmless(InboundWords sentence) {
    return sentence.size() <= MAX_WORDS_OF_GREETING
        || harmless.covers(sentence)
        || isAutomatic(sentence);
  }
}
