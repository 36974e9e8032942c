package dev.notifier.kafka.quarantine;

import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.contracts.quarantine.QuarantineMark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record in the quarantine and what was done about it.
 *
 * @param marks in the order in which they were set
 */
public record QuarantineItem(QuarantineEntry entry, List<QuarantineMark> marks) {
  /** What was done last; null if nothing was done since it was put there. */
  public @Nullable QuarantineMark handled() {
    return marks.isEmpty() ? null : marks.getLast();
  }
}
