package dev.notifier.worker.inbound;

import dev.notifier.replies.comparison.TextComparison;
import dev.notifier.replies.comparison.TextComparison.Match;
import dev.notifier.replies.decision.DecisionReason;
import dev.notifier.store.inbound.SentMessages.Sent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares a text that a person asks about with what was sent to the number.
 *
 * @param sent whether the whole text, or whole segments of one, was sent
 * @param foreign the folded text if it was forwarded and was not sent; else null
 */
record OriginCheck(boolean sent, @Nullable String foreign) {
  static OriginCheck of(DecidedMessage decided, List<Sent> sentToNumber) {
    TextComparison wanted = new TextComparison(decided.message().text());
    boolean hidden = false;
    for (Sent each : sentToNumber) {
      hidden |= each.text() == null;
      // A text with other words around it may be forged.
      if (each.text() != null && !each.answer() && wanted.with(each.text()) != Match.NONE) {
        return new OriginCheck(true, null);
      }
    }
    boolean forwarded = decided.decision().reason() == DecisionReason.FORWARDED;
    // It may be one of those that are not kept.
    return new OriginCheck(
        false, forwarded && !hidden && !wanted.folded().isEmpty() ? wanted.folded() : null);
  }

  /** Omits the text. */
  @Override
  public String toString() {
    return "OriginCheck[sent=" + sent + "]";
  }
}
