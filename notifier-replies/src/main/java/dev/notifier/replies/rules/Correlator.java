package dev.notifier.replies.rules;

import dev.notifier.replies.decision.Correlation;
import dev.notifier.replies.decision.ReplyContext;
import dev.notifier.replies.decision.SentNotification;
import dev.notifier.replies.text.InboundWords;
import java.time.Duration;
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
    if (ids.size() == 1) {
      return new Correlation(ids.getFirst(), ids);
    }
    List<SentNotification> named =
        candidates.stream().filter(sent -> isNamed(sent, words)).toList();
    return new Correlation(named.size() == 1 ? named.getFirst().id() : null, ids);
  }

  private static boolean isNamed(SentNotification sent, InboundWords words) {
    return sent.identifiers().stream()
        .map(Correlator::characters)
        .filter(identifier -> identifier.length() >= MIN_CHARACTERS)
        .anyMatch(identifier -> isIn(identifier, words));
  }

  /** Whether one or more whole words are the identifier. */
  private static boolean isIn(String identifier, InboundWords words) {
    for (int start = 0; start < words.size(); start++) {
      StringBuilder joined = new StringBuilder();
      for (int i = start; i < words.size() && joined.length() < identifier.length(); i++) {
        joined.append(characters(words.get(i).plain()));
      }
      if (joined.toString().equals(identifier)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the letters and digits, in upper case without diacritics. */
  private static String characters(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    String plain = InboundWords.of(text).plain();
    plain.chars().filter(Character::isLetterOrDigit).forEach(c -> kept.append((char) c));
    return kept.toString();
  }
}
