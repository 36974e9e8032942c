package dev.notifier.kafka.loop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a loop, for the health check.
 *
 * @param running whether its thread is alive
 * @param failure why it makes no progress, without personal data; null while it does
 * @param stopped the partitions that make no progress although the others do, and why
 * @param waiting the partitions on which a record waits, the oldest first
 */
public record LoopStatus(
    String name,
    boolean running,
    @Nullable String failure,
    List<String> stopped,
    List<PartitionAge> waiting) {
  public boolean isHealthy() {
    return running && failure == null && stopped.isEmpty();
  }
}
