package dev.notifier.worker.statuses;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.StatusRecord.CompletedGroup;
import dev.notifier.contracts.StatusRecord.Count;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.store.groups.GroupCompletionStore.Completed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes on {@code notifier.statuses} that groups are complete. Thread-safe. */
public final class CompletedGroups {
  private final StatusSender sender;

  /**
   * @param nanoTime a monotonic clock
   */
  public CompletedGroups(Producer<byte[], byte[]> producer, LongSupplier nanoTime) {
    this.sender = new StatusSender(producer, nanoTime);
  }

  /** Whether anything can be published: records of version 1 have no groups. */
  public static boolean canBePublished() {
    return RecordJson.writtenVersion() >= StatusRecord.VERSION;
  }

  /**
   * Publishes groups, and waits until Kafka has acknowledged all of them.
   *
   * @return false if it has not; all may be published again
   */
  public boolean publish(List<Completed> groups) {
    return sender.send(groups.stream().map(CompletedGroups::record).toList());
  }

  private static ProducerRecord<byte[], byte[]> record(Completed group) {
    List<Count> counts =
        group.counts().stream()
            .map(each ->
                new Count(
                    NotificationState.of(each.state()),
                    each.reason() == null ? null : FailureReason.of(each.reason()),
                    each.number(),
                    each.segments()))
            .toList();
    CompletedGroup completed =
        new CompletedGroup(
            group.name(), group.title(), group.expected(), group.completedAt(), counts);
    return new ProducerRecord<>(
        Topics.STATUSES,
        group.tenant().getBytes(StandardCharsets.UTF_8),
        RecordFormats.STATUSES.encode(StatusRecord.of(group.tenant(), completed)));
  }
}
