package dev.notifier.store.tracking;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the ways to read a receipt that quotes the text of the message before its own keys.
 *
 * @param messageId as received
 * @param error the carrier's error code as received
 */
public record ReceiptReading(String messageId, ReceiptOutcome state, @Nullable String error) {
  // Neither an id nor an error contains a control character.
  private static final String BETWEEN_VALUES = "\u001F";
  private static final String BETWEEN_READINGS = "\u001E";
  private static final int VALUES = 3;

  /** Returns null if there is none. */
  static @Nullable String join(List<ReceiptReading> readings) {
    List<String> texts = new ArrayList<>();
    for (ReceiptReading each : readings) {
      String error = each.error() == null ? "" : each.error();
      texts.add(String.join(BETWEEN_VALUES, each.messageId(), each.state().name(), error));
    }
    return texts.isEmpty() ? null : String.join(BETWEEN_READINGS, texts);
  }

  static List<ReceiptReading> split(@Nullable String joined) {
    List<ReceiptReading> readings = new ArrayList<>();
    if (joined != null) {
      for (String text : joined.split(BETWEEN_READINGS, -1)) {
        String[] values = text.split(BETWEEN_VALUES, VALUES);
        readings.add(
            new ReceiptReading(
                values[0],
                ReceiptOutcome.valueOf(values[1]),
                values[2].isEmpty() ? null : values[2]));
      }
    }
    return readings;
  }
}
