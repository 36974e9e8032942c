package dev.notifier.replies.rules;

import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.address.PhraseList;
import dev.notifier.replies.text.InboundWords;
import dev.notifier.replies.text.PhraseSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Texts that a program wrote. A person may use the same words in a question or an opt-out, so they
 * count only as a whole sentence of a text that neither asks nor stops messages.
 */
final class AutomaticText {
  private static final Pattern SENTENCE_END = Pattern.compile("[.,:;!\\n\\r]+");

  private final AddressConfig config;
  private final PhraseSet polite;
  private final PhraseSet alone;

  AutomaticText(AddressConfig config) {
    this.config = config;
    polite = PoliteWords.of(config);
    alone = config.phrases(PhraseList.AUTOMATIC_ALONE);
  }

  boolean is(Incoming incoming) {
    String text = incoming.message().text();
    InboundWords words = incoming.words();
    boolean stops =
        Stream.of(PhraseList.OPT_OUT, PhraseList.OPT_OUT_WITH_MARKS)
            .anyMatch(list -> config.phrases(list).isIn(words));
    if (stops || text.contains("?")) {
      return false;
    }
    return alone.covers(words)
        || SENTENCE_END.splitAsStream(text).map(InboundWords::of).anyMatch(this::isSentence);
  }

  private boolean isSentence(InboundWords sentence) {
    return !sentence.isEmpty()
        && polite.around(sentence).isOneOf(config.phrases(PhraseList.AUTOMATIC).phrases());
  }
}
