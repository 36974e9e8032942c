package dev.notifier.store.plan;

import dev.notifier.store.keys.BusinessKey;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event with its position on Kafka and the notification planned for it.
 *
 * @param digest the identity of the event; see {@code EventDigest}
 * @param time when it happened, according to the caller; null if it is unknown
 * @param partition the partition of the events topic of its lane
 * @param offset the offset in the partition
 * @param replaces what it replaces if it was planned before
 * @param kept its record, if it is deferred, or skipped and may be planned again; else null
 * @param key the fact about which its recipient gets one message; null if there is none
 * @param supersedes digest of the event that it corrects; null if it corrects none
 */
public record PlannedEvent(
    UUID digest,
    @Nullable Instant time,
    int partition,
    long offset,
    Replaces replaces,
    @Nullable KeptRecord kept,
    PlannedNotification notification,
    @Nullable BusinessKey key,
    @Nullable UUID supersedes) {

  /** What an event replaces. */
  public sealed interface Replaces {
    /** Nothing: it is a duplicate if it was planned before. */
    Replaces NOTHING = new Nothing();

    /** The notification that was rejected because its event could not be planned. */
    Replaces REJECTED = new Rejected();

    /** See {@link #NOTHING}. */
    record Nothing() implements Replaces {}

    /** See {@link #REJECTED}. */
    record Rejected() implements Replaces {}

    /**
     * The notification that was skipped for a reason that operators own.
     *
     * @param order the number of the order to plan it again
     * @param rejected whether the order itself was in the quarantine and is replayed; depending on
     *     where it failed, the notification is still skipped or was rejected
     */
    record Skipped(long order, boolean rejected) implements Replaces {}

    /**
     * The notification that waited for a time which has come. Without such a notification, the
     * event has no effect: it is never stored as a new one.
     *
     * @param notification its id
     * @param release the number of its release
     * @param rejected whether the release itself was in the quarantine and is replayed; then the
     *     notification may have been rejected
     */
    record Deferred(UUID notification, int release, boolean rejected) implements Replaces {}
  }

  /**
   * The record of an event on Kafka. Contains personal data.
   *
   * @param key may be null
   * @param dueAt when it is planned again; null if that is what operators decide
   */
  @SuppressWarnings("ArrayRecordComponent") // They are passed on and never compared.
  public record KeptRecord(byte @Nullable [] key, byte[] value, @Nullable Instant dueAt) {
    /** Omits personal data. */
    @Override
    public String toString() {
      return "KeptRecord[" + value.length + " bytes]";
    }
  }

  /** An event that replaces nothing and is not kept. */
  public PlannedEvent(
      UUID digest,
      @Nullable Instant time,
      int partition,
      long offset,
      PlannedNotification notification) {
    this(digest, time, partition, offset, Replaces.NOTHING, null, notification);
  }

  /** An event without a fact. */
  public PlannedEvent(
      UUID digest,
      @Nullable Instant time,
      int partition,
      long offset,
      Replaces replaces,
      @Nullable KeptRecord kept,
      PlannedNotification notification) {
    this(digest, time, partition, offset, replaces, kept, notification, null, null);
  }

  /** The same event with another notification. */
  PlannedEvent with(PlannedNotification other) {
    return new PlannedEvent(
        digest, time, partition, offset, replaces, kept, other, key, supersedes);
  }
}
