package dev.notifier.replies.rules;

import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.address.PhraseList;
import dev.notifier.replies.text.PhraseSet;
import java.util.stream.Stream;

/** Words that may be around a command without a change of its meaning. */
final class PoliteWords {
  private PoliteWords() {}

  static PhraseSet of(AddressConfig config) {
    return new PhraseSet(
        Stream.of(PhraseList.FILLERS, PhraseList.PARTICLES)
            .flatMap(list -> config.phrases(list).phrases().stream())
            .distinct()
            .toList());
  }
}
