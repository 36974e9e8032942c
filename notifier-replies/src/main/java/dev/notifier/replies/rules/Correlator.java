package dev.notifier.replies.rules;

import dev.notifier.replies.decision.Correlation;
import dev.notifier.replies.decision.ReplyContext;
import dev.notifier.replies.decision.SentNotification;
import dev.notifier.replies.text.InboundWord;
import dev.notifier.replies.text.InboundWords;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** Finds the notification that a message answers. */
final class Correlator {
  private static final Duration MAX_AGE = Duration.ofDays(7);
  private static final int MAX_CANDIDATES = 20;

  /** Shorter identifiers occur in texts by chance. */
  private static final int MIN_CHARACTERS = 5;

  private final List<String> senders;

  /**
   * @param senders whose messages people answer at this address
   */
  Correlator(List<String> senders) {
    // Case makes no difference in the names of senders.
    this.senders = senders.stream().map(sender -> sender.toUpperCase(Locale.ROOT)).toList();
  }

  Correlation correlate(InboundWords words, ReplyContext context) {
    List<SentNotification> candidates =
        context.notifications().stream()
            .filter(sent -> senders.contains(sent.sender().toUpperCase(Locale.ROOT)))
            .filter(sent -> NoiseRule.isWithin(sent.sentAt(), MAX_AGE, context.now()))
            .limit(MAX_CANDIDATES)
            .toList();
    List<String> ids = candidates.stream().map(SentNotification::id).toList();
    boolean all = context.notifications().size() < ReplyContext.MAX_NOTIFICATIONS;
    if (ids.size() == 1 && all) {
      return new Correlation(ids.getFirst(), ids);
    }
    List<SentNotification> named = candidates.isEmpty() ? List.of() : named(candidates, words);
    return new Correlation(named.size() == 1 ? named.getFirst().id() : null, ids);
  }

  private static List<SentNotification> named(
      List<SentNotification> candidates, InboundWords words) {
    Joined joined = Joined.of(words);
    return candidates.stream()
        .filter(sent ->
            sent.identifiers().stream()
                .map(identifier -> characters(InboundWords.of(identifier).plain()))
                .filter(identifier -> identifier.length() >= MIN_CHARACTERS)
                .anyMatch(joined::has))
        .toList();
  }

  /**
   * The characters of all words.
   *
   * @param edges where words begin and end
   */
  private record Joined(String characters, BitSet edges) {
    static Joined of(InboundWords words) {
      StringBuilder all = new StringBuilder();
      BitSet edges = new BitSet();
      edges.set(0);
      for (InboundWord word : words.list()) {
        all.append(Correlator.characters(word.plain()));
        edges.set(all.length());
      }
      return new Joined(all.toString(), edges);
    }

    /** Whether one or more whole words are the identifier. */
    boolean has(String identifier) {
      int at = characters.indexOf(identifier);
      while (at >= 0 && !(edges.get(at) && edges.get(at + identifier.length()))) {
        at = characters.indexOf(identifier, at + 1);
      }
      return at >= 0;
    }
  }

  /** Returns the letters and digits. */
  private static String characters(String plain) {
    return plain
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
