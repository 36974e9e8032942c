package dev.notifier.store.carriers;

import java.time.Instant;
import java.util.UUID;

/**
 * With which carrier a number is. Immutable.
 *
 * @param recipient the HMAC of the number
 * @param carrier its name; one that this release does not know may be of a newer one
 * @param since when it came to the carrier
 */
public record NumberCarrier(UUID recipient, String carrier, Instant since, Source source) {
  /** How it was learned. */
  public enum Source {
    /** From a list of ported numbers. */
    PORTING_FILE,
    /** From a receipt. Nothing is learned so today; the table allows it. */
    RECEIPT
  }
}
