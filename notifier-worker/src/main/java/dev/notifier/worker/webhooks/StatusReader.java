package dev.notifier.worker.webhooks;

import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.contracts.StatusRecord.ChangedBatch;
import dev.notifier.contracts.StatusRecord.CompletedGroup;
import dev.notifier.contracts.StatusRecord.ForgedText;
import dev.notifier.contracts.StatusRecord.Item;
import dev.notifier.contracts.StatusRecord.Origin;
import dev.notifier.contracts.StatusRecord.WrongPerson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.feed.BatchNotice;
import dev.notifier.contracts.feed.ForgedTextNotice;
import dev.notifier.contracts.feed.GroupNotice;
import dev.notifier.contracts.feed.WrongPersonNotice;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.feed.FeedIds;
import dev.notifier.kafka.feed.FeedPosition;
import dev.notifier.kafka.feed.TenantPartitions;
import dev.notifier.store.webhooks.WebhookFilter;
import dev.notifier.worker.webhooks.ReadChange.Position;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the partitions of a tenant for one webhook, as the only member of the consumer group {@code
 * webhook-<id>}. The metadata of a committed offset is the number of changes of that record that
 * are done. Used by one thread.
 */
final class StatusReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusReader.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final Source source;
  private final byte[] key;
  private final int count;

  /** In the order in which they are read; a tenant has a second one after some were added. */
  private final List<TopicPartition> partitions;

  /** The ends that the former partition has to reach before the newer one is read. */
  private Map<TopicPartition, Long> awaited = Map.of();

  private final Map<Integer, OffsetAndMetadata> committed = new HashMap<>();
  private boolean gap;

  /**
   * What is read.
   *
   * @param webhook its id
   * @param topicId Kafka's id of {@code notifier.statuses}, shortened
   */
  record Source(String webhook, String tenant, FeedIds ids, int topicId) {}

  /**
   * @param consumer with the group of the webhook; closed with this reader
   */
  StatusReader(Consumer<byte[], byte[]> consumer, Source source) {
    this.consumer = consumer;
    this.source = source;
    this.key = source.tenant().getBytes(StandardCharsets.UTF_8);
    this.count = consumer.partitionsFor(Topics.STATUSES).size();
    this.partitions =
        TenantPartitions.of(source.tenant(), count).stream()
            .map(number -> new TopicPartition(Topics.STATUSES, number))
            .toList();
    consumer.assign(partitions);
  }

  /** Whether partitions were added, as the metadata of the consumer says. */
  boolean hasOtherPartitions() {
    return consumer.partitionsFor(Topics.STATUSES).size() != count;
  }

  /**
   * Continues behind the committed offsets.
   *
   * @param otherwise from which time on a partition is read for which none is committed, or one
   *     that Kafka has lost
   */
  void continueFrom(Instant otherwise) {
    Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(Set.copyOf(partitions));
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Set<TopicPartition> unknown = new HashSet<>(partitions);
    known.forEach((partition, offset) -> {
      if (offset != null && offset.offset() > end(ends, partition)) {
        LOG.warn(
            "Kafka has lost the end of {}; the webhook {} gets what was published since {}",
            partition,
            source.webhook(),
            otherwise);
      } else if (offset != null) {
        unknown.remove(partition);
        committed.put(partition.partition(), offset);
        consumer.seek(partition, offset.offset());
      }
    });
    TopicPartition newest = partitions.getLast();
    if (unknown.contains(newest) && known.get(newest) == null && !committed.isEmpty()) {
      // It was added: all that it has of the tenant is newer than what the former one had then.
      unknown.remove(newest);
      consumer.seekToBeginning(Set.of(newest));
    }
    seek(unknown, otherwise);
    readFormerFirst();
  }

  /** So that the changes of a notification arrive in their order. */
  private void readFormerFirst() {
    if (partitions.size() > 1) {
      awaited = consumer.endOffsets(Set.of(partitions.getFirst()));
      consumer.pause(Set.of(partitions.getLast()));
    }
  }

  private void resumeNewest() {
    if (!awaited.isEmpty()
        && awaited.entrySet().stream()
            .allMatch(each -> consumer.position(each.getKey()) >= each.getValue())) {
      awaited = Map.of();
      consumer.resume(Set.of(partitions.getLast()));
    }
  }

  private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
    return Objects.requireNonNull(ends.get(partition), "end");
  }

  /** Reads again what was published since a time, and commits that at once. */
  void replayFrom(Instant from) {
    seek(Set.copyOf(partitions), from);
    readFormerFirst();
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      offsets.put(partition, new OffsetAndMetadata(consumer.position(partition)));
    }
    consumer.commitSync(offsets);
    committed.clear();
    offsets.forEach((partition, offset) -> committed.put(partition.partition(), offset));
  }

  private void seek(Set<TopicPartition> some, Instant from) {
    if (some.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> times = new HashMap<>();
    some.forEach(partition -> times.put(partition, from.toEpochMilli()));
    // Before the question: what is published meanwhile must not be skipped.
    Map<TopicPartition, Long> ends = consumer.endOffsets(some);
    Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(times);
    for (TopicPartition partition : some) {
      committed.remove(partition.partition());
      OffsetAndTimestamp offset = offsets.get(partition);
      consumer.seek(partition, offset == null ? end(ends, partition) : offset.offset());
    }
  }

  /**
   * Reads up to a wait; also what is not for the webhook, so that its position moves.
   *
   * @throws KafkaException if Kafka has lost the end of a partition; another reader can continue
   */
  List<ReadChange> poll(Duration wait, WebhookFilter filter) {
    List<ReadChange> read = new ArrayList<>();
    resumeNewest();
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
        add(record, filter, read);
      }
    } catch (OffsetOutOfRangeException e) {
      skipDeleted(e.offsetOutOfRangePartitions());
    }
    return read;
  }

  private void skipDeleted(Map<TopicPartition, Long> positions) {
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(positions.keySet());
    positions.forEach((partition, position) -> {
      if (position >= Objects.requireNonNull(beginnings.get(partition), "beginning")) {
        throw new KafkaException("Kafka has lost the end of " + partition);
      }
    });
    LOG.warn(
        "The webhook {} has not got what is older than 30 days; it continues with the oldest"
            + " change that exists",
        source.webhook());
    gap = true;
    positions.keySet().forEach(partition -> committed.remove(partition.partition()));
    consumer.seekToBeginning(positions.keySet());
  }

  /** Whether changes were deleted before they could be read, since the last call. */
  boolean takeGap() {
    boolean was = gap;
    gap = false;
    return was;
  }

  private void add(
      ConsumerRecord<byte[], byte[]> record, WebhookFilter filter, List<ReadChange> read) {
    Instant at = Instant.ofEpochMilli(record.timestamp());
    List<? extends Item> changes = changes(record);
    OffsetAndMetadata start = committed.get(record.partition());
    int skip = start != null && start.offset() == record.offset() ? skip(start) : 0;
    if (skip >= changes.size()) {
      read.add(new ReadChange(record.partition(), record.offset(), 0, 1, at, "", null));
      return;
    }
    for (int index = skip; index < changes.size(); index++) {
      Item change = changes.get(index);
      FeedPosition place =
          FeedPosition.behind(
              source.topicId(), record.partition(), record.offset(), index, changes.size());
      boolean admitted = filter.admits(subject(change));
      read.add(
          new ReadChange(
              record.partition(),
              record.offset(),
              index,
              changes.size(),
              at,
              admitted ? source.ids().id(source.tenant(), place) : "",
              admitted ? change : null));
    }
  }

  /**
   * The changes of the tenant; none of a record that cannot be read. Those of other tenants are not
   * decoded; the key of a record of version 1 is the notification.
   */
  private List<? extends Item> changes(ConsumerRecord<byte[], byte[]> record) {
    if (!Arrays.equals(record.key(), key)) {
      return List.of();
    }
    Decoded<StatusRecord> decoded = RecordFormats.STATUSES.decode(record.value());
    return switch (decoded) {
      case Decoded.Complete<StatusRecord>(StatusRecord status) ->
          status.tenant().equals(source.tenant()) ? status.items() : List.of();
      case Decoded.Newer<StatusRecord> _ ->
          throw new KafkaException(
              "a record has a newer version; update this worker to a release that reads it");
      case Decoded.Unreadable<StatusRecord> _ -> {
        LOG.error(
            "The record {}-{}@{} cannot be read and is not delivered to webhooks",
            record.topic(),
            record.partition(),
            record.offset());
        yield List.of();
      }
    };
  }

  private static int skip(OffsetAndMetadata start) {
    return start.metadata().matches("[0-9]{1,5}") ? Integer.parseInt(start.metadata()) : 0;
  }

  private static WebhookFilter.Subject subject(Item item) {
    return switch (item) {
      case Change change -> subject(change);
      // It has no event: a list of anything else does not admit it.
      case CompletedGroup group ->
          new WebhookFilter.Subject("", GroupNotice.NAME, null, group.name(), null, "");
      case WrongPerson _ ->
          new WebhookFilter.Subject("", WrongPersonNotice.NAME, null, null, null, "");
      case ChangedBatch batch ->
          new WebhookFilter.Subject("", BatchNotice.NAME, null, null, batch.batch().toString(), "");
      case ForgedText _ ->
          new WebhookFilter.Subject("", ForgedTextNotice.NAME, null, null, null, "");
    };
  }

  private static WebhookFilter.Subject subject(Change change) {
    Origin origin = change.origin();
    UUID batch = origin.batch();
    return new WebhookFilter.Subject(
        change.source(),
        change.type(),
        template(origin.template()).orElse(null),
        origin.group(),
        batch == null ? null : batch.toString(),
        change.state().name());
  }

  private static Optional<String> template(@Nullable String name) {
    try {
      return name == null ? Optional.empty() : Optional.of(TemplateName.of(name).id());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Commits positions by partition, without waiting. */
  void commit(Map<Integer, Position> positions) {
    note(positions);
    if (!committed.isEmpty()) {
      consumer.commitAsync(
          offsets(),
          (_, failure) -> {
            if (failure != null) {
              // The next commit has this one's offsets, too.
              LOG.debug("A commit of the webhook {} failed", source.webhook(), failure);
            }
          });
    }
  }

  /** Commits positions by partition, and no others, and waits for it. */
  void commitAndWait(Map<Integer, Position> positions, Duration timeout) {
    note(positions);
    Map<TopicPartition, OffsetAndMetadata> moved = offsets();
    moved.keySet().removeIf(partition -> !positions.containsKey(partition.partition()));
    if (!moved.isEmpty()) {
      consumer.commitSync(moved, timeout);
    }
  }

  private void note(Map<Integer, Position> positions) {
    positions.forEach((partition, position) ->
        committed.put(
            partition,
            new OffsetAndMetadata(
                position.offset(),
                Optional.empty(),
                position.skip() == 0 ? "" : String.valueOf(position.skip()))));
  }

  /** All of them each time, so that the broker does not forget those that do not move. */
  private Map<TopicPartition, OffsetAndMetadata> offsets() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    committed.forEach(
        (partition, offset) -> offsets.put(new TopicPartition(Topics.STATUSES, partition), offset));
    return offsets;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
  }
}
