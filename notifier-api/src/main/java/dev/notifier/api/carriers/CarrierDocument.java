package dev.notifier.api.carriers;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.notifier.numbers.Carrier;
import dev.notifier.store.carriers.NumberCarrier;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The carrier of a number.
 *
 * @param name such as {@code viettel}
 * @param since when the number came to the carrier; null if only the prefix is known
 */
public record CarrierDocument(String name, LearnedFrom learnedFrom, @Nullable Instant since) {
  /** How it is known. */
  public enum LearnedFrom {
    /** The carrier that assigned the number; that it was not ported since is not certain. */
    @JsonProperty("prefix")
    PREFIX,
    /** From a list of ported numbers. */
    @JsonProperty("porting-file")
    PORTING_FILE,
    /** From a receipt. */
    @JsonProperty("receipt")
    RECEIPT
  }

  static CarrierDocument ofPrefix(Carrier carrier) {
    return new CarrierDocument(name(carrier), LearnedFrom.PREFIX, null);
  }

  static CarrierDocument of(Carrier carrier, NumberCarrier known) {
    LearnedFrom learnedFrom =
        switch (known.source()) {
          case PORTING_FILE -> LearnedFrom.PORTING_FILE;
          case RECEIPT -> LearnedFrom.RECEIPT;
        };
    return new CarrierDocument(name(carrier), learnedFrom, known.since());
  }

  private static String name(Carrier carrier) {
    return carrier.name().toLowerCase(Locale.ROOT);
  }
}
