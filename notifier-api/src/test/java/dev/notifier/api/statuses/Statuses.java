package dev.notifier.api.statuses;

import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.contracts.StatusRecord.Origin;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.feed.TenantPartitions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records of states for tests. */
public final class Statuses {
  private static final Instant AT = Instant.parse("2026-12-01T01:00:00Z");

  private Statuses() {}

  /** A change of the notification with this number. */
  public static Change change(UUID id, String eventId) {
    return new Change(
        id,
        "/tst/son-la",
        eventId,
        "card.expiring",
        NotificationState.DELIVERED,
        null,
        "handset",
        false,
        1,
        AT,
        new Origin("run-1", "card-expiring", 2, null));
  }

  /** The value of a record with changes that are numbered from the first one. */
  static byte[] value(String tenant, int first, int number) {
    List<Change> changes =
        IntStream.range(first, first + number)
            .mapToObj(i -> change(new UUID(0, i), "e-" + i))
            .toList();
    return RecordFormats.STATUSES.encode(new StatusRecord(StatusRecord.VERSION, tenant, changes));
  }

  /** As a worker of the former release wrote it. */
  static byte[] version1(String tenant) {
    return """
    {"v":1,"id":"00000000-0000-0000-0000-000000000001:SUBMITTED",\
    "notificationId":"00000000-0000-0000-0000-000000000001","tenant":"%s",\
    "source":"/tst/son-la","eventId":"1","type":"card.expiring","state":"SUBMITTED",\
    "reason":null,"confidence":null,"possibleDuplicate":false,"at":"1970-01-01T00:00:01Z"}\
    """
        .formatted(tenant)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A record as workers write it: the producer chooses the partition. */
  public static ProducerRecord<byte[], byte[]> record(String tenant, int first, int number) {
    return new ProducerRecord<>(
        Topics.STATUSES, tenant.getBytes(StandardCharsets.UTF_8), value(tenant, first, number));
  }

  /** A record with one change. */
  public static ProducerRecord<byte[], byte[]> record(String tenant, Change change) {
    return new ProducerRecord<>(
        Topics.STATUSES,
        tenant.getBytes(StandardCharsets.UTF_8),
        RecordFormats.STATUSES.encode(
            new StatusRecord(StatusRecord.VERSION, tenant, List.of(change))));
  }

  /** Another tenant whose changes are in the same partition. */
  public static String neighbour(String tenant) {
    int partition = partition(tenant);
    return IntStream.range(0, 10_000)
        .mapToObj(i -> "neighbour-" + i)
        .filter(each -> partition(each) == partition)
        .findFirst()
        .orElseThrow();
  }

  /** The partition of a tenant. */
  public static int partition(String tenant) {
    return TenantPartitions.of(tenant, Topics.STATUS_PARTITIONS).getFirst();
  }
}
