package dev.notifier.worker.webhooks;

import dev.notifier.contracts.StatusRecord.Item;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change, or a completed group, at its place on {@code notifier.statuses}; or a record without
 * one for the webhook. Used by one thread.
 */
final class ReadChange {
  private final int partition;
  private final long offset;
  private final int index;
  private final int count;
  private final Instant publishedAt;
  private final String eventId;
  private @Nullable Item change;
  private boolean done;

  /**
   * @param index of the change in its record, from 0
   * @param count how many changes the record has
   * @param eventId the id of its CloudEvent
   * @param change null if it is not for this webhook
   */
  ReadChange(
      int partition,
      long offset,
      int index,
      int count,
      Instant publishedAt,
      String eventId,
      @Nullable Item change) {
    this.partition = partition;
    this.offset = offset;
    this.index = index;
    this.count = count;
    this.publishedAt = publishedAt;
    this.eventId = eventId;
    this.change = change;
  }

  int partition() {
    return partition;
  }

  Instant publishedAt() {
    return publishedAt;
  }

  String eventId() {
    return eventId;
  }

  /** Null if it is not for this webhook, or done. */
  @Nullable Item change() {
    return change;
  }

  boolean isDone() {
    return done;
  }

  /** Only its place is needed from now on. */
  void setDone() {
    done = true;
    change = null;
  }

  /** Where to continue when everything up to this change is done. */
  Position behind() {
    return index + 1 < count
        ? new Position(offset, index + 1, publishedAt)
        : new Position(offset + 1, 0, publishedAt);
  }

  /**
   * A place in a partition.
   *
   * @param offset of the next record
   * @param skip how many changes of this record are done
   * @param publishedAt when the last record that is done, at least in part, was published
   */
  record Position(long offset, int skip, Instant publishedAt) {}
}
