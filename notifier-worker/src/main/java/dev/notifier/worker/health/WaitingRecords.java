package dev.notifier.worker.health;

import dev.notifier.contracts.Lane;
import dev.notifier.kafka.loop.PartitionAge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes the partitions on which records wait for too long, and what to do about it. */
public final class WaitingRecords {
  /** A one-time code is of little use after a minute. */
  private static final Duration URGENT_LIMIT = Duration.ofSeconds(30);

  /** A stage works off what arrives within seconds, so a minute is a fault or an outage. */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Plan may take minutes for a batch of a hundred thousand events that is posted at once. */
  private static final Duration BULK_LIMIT = Duration.ofMinutes(10);

  /** A partition without progress for longer does not move. */
  private static final Duration MOVES = Duration.ofSeconds(15);

  private WaitingRecords() {}

  /**
   * A sentence for each topic on which a record has waited for longer than its limit.
   *
   * @param stage the name of the stage
   * @param waiting the oldest first
   */
  public static List<String> warnings(String stage, List<PartitionAge> waiting) {
    Map<String, List<PartitionAge>> late = new LinkedHashMap<>();
    for (PartitionAge each : waiting) {
      if (each.age().compareTo(limit(each.lane())) > 0) {
        late.computeIfAbsent(each.topic(), _ -> new ArrayList<>()).add(each);
      }
    }
    return late.values().stream().map(partitions -> sentence(stage, partitions)).toList();
  }

  private static Duration limit(@Nullable Lane lane) {
    if (lane == Lane.URGENT) {
      return URGENT_LIMIT;
    }
    return lane == Lane.BULK ? BULK_LIMIT : LIMIT;
  }

  private static String sentence(String stage, List<PartitionAge> partitions) {
    PartitionAge oldest = partitions.getFirst();
    return stage
        + (oldest.lane() == null ? "" : ", lane " + oldest.lane().id())
        + ": "
        + what(oldest)
        + ", more than "
        + AgeText.of(limit(oldest.lane()))
        + "; "
        + advice(partitions)
        + (partitions.size() == 1 ? "" : "; " + (partitions.size() - 1) + " more partitions wait");
  }

  private static String what(PartitionAge oldest) {
    return oldest.offset() == PartitionAge.UNREAD
        ? "nothing was read from %s in the %s since it was assigned"
            .formatted(oldest.name(), AgeText.of(oldest.age()))
        : "the oldest record on %s, at offset %d, has waited for %s"
            .formatted(oldest.name(), oldest.offset(), AgeText.of(oldest.age()));
  }

  /** Whether one partition stops or the stage is too slow needs different actions. */
  private static String advice(List<PartitionAge> partitions) {
    PartitionAge oldest = partitions.getFirst();
    if (oldest.offset() == PartitionAge.UNREAD) {
      return "check that its leader is available, then restart the worker";
    }
    return oldest.sinceProgress().compareTo(MOVES) > 0
        ? "the partition has not moved for "
            + AgeText.of(oldest.sinceProgress())
            + ": see the problems and the log of this worker"
        : "the partition moves, so this is a backlog: wait if the age falls, otherwise add workers"
            + " or see whether PostgreSQL is slow";
  }
}
