package dev.notifier.kafka.quarantine;

import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.contracts.quarantine.QuarantineEntry.Reason;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Selects records of the quarantine.
 *
 * @param positions only these records; empty for all
 * @param topic only records of this topic; null for all topics
 * @param stage only records of this stage; null for all stages
 * @param reason only records with this reason; null for all reasons
 * @param since only records that were put there since; null for all that are kept
 */
public record Selection(
    Set<String> positions,
    @Nullable String topic,
    @Nullable String stage,
    @Nullable Reason reason,
    @Nullable Instant since) {
  public Selection {
    positions = Set.copyOf(positions);
  }

  /** Selects single records. */
  public static Selection of(Set<String> positions) {
    return new Selection(positions, null, null, null, null);
  }

  boolean includes(QuarantineEntry entry) {
    return (positions.isEmpty() || positions.contains(entry.position()))
        && (topic == null || topic.equals(entry.topic()))
        && (stage == null || stage.equals(entry.stage()))
        && (reason == null || reason == entry.reason())
        && (since == null || !entry.at().isBefore(since));
  }
}
