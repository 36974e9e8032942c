package dev.notifier.worker.schedule;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.positions.TopicOffsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Which lanes have room: those of which plan has not much to read. Asks Kafka once a second. Used
 * by one thread.
 */
final class PlanLag {
  /** A lane with more unread events gets no released messages. */
  static final long MAX_UNREAD = 20_000;

  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TopicOffsets offsets;
  private final LongSupplier nanoTime;
  private Set<Lane> open = EnumSet.noneOf(Lane.class);
  private long readAt;

  /**
   * @param admin not closed by this object
   */
  PlanLag(Admin admin, LongSupplier nanoTime) {
    this.offsets = new TopicOffsets(admin);
    this.nanoTime = nanoTime;
    this.readAt = nanoTime.getAsLong() - PERIOD_NANOS;
  }

  /**
   * The lanes that have room.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not respond
   */
  Set<Lane> openLanes() {
    long now = nanoTime.getAsLong();
    if (now - readAt >= PERIOD_NANOS) {
      Set<Lane> lanes = EnumSet.noneOf(Lane.class);
      for (Lane lane : Lane.values()) {
        if (unread(lane) <= MAX_UNREAD) {
          lanes.add(lane);
        }
      }
      open = lanes;
      readAt = now;
    }
    return open;
  }

  private long unread(Lane lane) {
    return offsets.unread(
        Topics.planGroup(lane),
        IntStream.range(0, Topics.EVENT_PARTITIONS)
            .mapToObj(partition -> new TopicPartition(Topics.events(lane), partition))
            .toList());
  }
}
