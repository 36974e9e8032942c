package dev.notifier.api.statuses;

import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.StatusRecord.Item;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.feed.FeedPosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Collects the changes of one tenant from the records of a partition. Passes over records of other
 * tenants, and over those that are not of this format: the key of a record of version 1 is the
 * notification. Not thread-safe.
 */
final class PageBuilder {
  /** The most changes of a page. */
  static final int MAX_CHANGES = 1_000;

  private final String tenant;
  private final byte[] key;
  private final Runnable unreadable;
  private final List<FeedPage.Entry> changes = new ArrayList<>();
  private FeedPosition next;
  private boolean ended;

  /**
   * @param from where the page begins
   * @param unreadable called for each record of the tenant that is passed over
   */
  PageBuilder(String tenant, FeedPosition from, Runnable unreadable) {
    this.tenant = tenant;
    this.key = tenant.getBytes(StandardCharsets.UTF_8);
    this.next = from;
    this.unreadable = unreadable;
  }

  /**
   * Adds the changes of a record, as many as there is room for.
   *
   * @return false if the page ends in front of this record, or within it
   * @throws NewerRecordException if the first record of the page is of a newer release
   */
  boolean add(ConsumerRecord<byte[], byte[]> record) {
    if (ended) {
      return false;
    }
    FeedPosition behind = new FeedPosition(next.topic(), next.partition(), record.offset() + 1, 0);
    if (!Arrays.equals(record.key(), key)) {
      next = behind;
      return true;
    }
    switch (RecordFormats.STATUSES.decode(record.value())) {
      case Decoded.Complete<StatusRecord>(StatusRecord read) when read.tenant().equals(tenant) ->
          add(record.offset(), read.items(), behind);
      case Decoded.Newer<StatusRecord> _ -> endBeforeNewer();
      default -> {
        unreadable.run();
        next = behind;
      }
    }
    return !ended;
  }

  private void add(long offset, List<? extends Item> some, FeedPosition behind) {
    int first = offset == next.offset() ? Math.min(next.skip(), some.size()) : 0;
    int last = Math.min(some.size(), first + MAX_CHANGES - changes.size());
    for (int i = first; i < last; i++) {
      changes.add(
          new FeedPage.Entry(
              FeedPosition.behind(next.topic(), next.partition(), offset, i, some.size()),
              some.get(i)));
    }
    next =
        last < some.size()
            ? new FeedPosition(next.topic(), next.partition(), offset, last)
            : behind;
    ended = changes.size() == MAX_CHANGES;
  }

  /** Passing over it would be a gap. This program reads it after its update. */
  private void endBeforeNewer() {
    if (changes.isEmpty()) {
      throw new NewerRecordException();
    }
    ended = true;
  }

  /** There is no record of the tenant before this offset, except those that were added. */
  void passedUntil(long offset) {
    if (!ended && offset > next.offset()) {
      next = new FeedPosition(next.topic(), next.partition(), offset, 0);
    }
  }

  /** Whether no further record can be added. */
  boolean isFull() {
    return ended;
  }

  /**
   * The page.
   *
   * @param atEnd whether the partition had no more records
   */
  FeedPage page(boolean atEnd) {
    return new FeedPage(List.copyOf(changes), next, atEnd && !ended);
  }

  /** A newer release wrote the record. */
  static final class NewerRecordException extends RuntimeException {}
}
