package dev.notifier.contracts.sending;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of a batch. Its event has the source {@code /batches/} and the id of the batch, and the
 * number of the line as its id, so a line that is read twice is one event. Intake refuses such
 * sources.
 *
 * @param batch id of the batch
 * @param line from 1
 */
public record BatchLine(UUID batch, int line) {
  /** The beginning of the sources of all lines. */
  public static final String SOURCES = "/batches/";

  private static final int UUID_LENGTH = 36;

  /** The line that an event is; null if it is none. */
  public static @Nullable BatchLine of(String source, String id) {
    if (!source.startsWith(SOURCES) || source.length() != SOURCES.length() + UUID_LENGTH) {
      return null;
    }
    try {
      int line = Integer.parseInt(id);
      return line < 1
          ? null
          : new BatchLine(UUID.fromString(source.substring(SOURCES.length())), line);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /** The source of its event. */
  public String source() {
    return SOURCES + batch;
  }

  /** The id of its event. */
  public String eventId() {
    return Integer.toString(line);
  }
}
