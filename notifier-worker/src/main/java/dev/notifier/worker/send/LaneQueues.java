package dev.notifier.worker.send;

import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.batch.BatchResult.Hold;
import dev.notifier.kafka.quarantine.QuarantinedRecord;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.StartPositions;
import dev.notifier.worker.journal.TextLookup;
import dev.notifier.worker.journal.UnknownPositionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The three lanes of one bind, read by offset. Holds a limited number of messages in memory and
 * pauses a lane that has enough. Used by one thread.
 */
public final class LaneQueues implements TextLookup {
  private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LOOKUP_POLL = Duration.ofMillis(200);

  /** The bytes of unreadable records in memory from which a lane is paused. */
  private static final long MAX_UNREADABLE_BYTES = 4 << 20;

  /** The most unreadable records of one commit, so that its transaction stays short. */
  private static final int MAX_PASSED = 100;

  private static final long MAX_PASSED_BYTES = 512 << 10;

  private final BindId bind;
  private final Consumer<byte[], byte[]> consumer;
  private final int maxHeld;
  private final LaneScheduler scheduler = new LaneScheduler();
  private final Map<Lane, Deque<LaneRecord>> held = new EnumMap<>(Lane.class);
  private final Map<Lane, Long> nextOffsets = new EnumMap<>(Lane.class);

  /** Records that wait for the messages before them to be taken, and for room in a commit. */
  private final Map<Lane, Deque<QuarantinedRecord>> unreadable = new EnumMap<>(Lane.class);

  private final Map<Lane, Long> unreadableBytes = new EnumMap<>(Lane.class);
  private final List<QuarantinedRecord> passed = new ArrayList<>();
  private long passedBytes;

  /** Lanes with a record of a newer release. */
  private final Map<Lane, Stop> stopped = new EnumMap<>(Lane.class);

  /** Why a lane stops, and when Kafka got the record at which it stops. */
  private record Stop(String problem, long storedMs) {}

  /**
   * @param consumer assigned by this class; reads committed records only
   * @param maxHeld the number of records in memory from which a lane is paused
   */
  public LaneQueues(BindId bind, Consumer<byte[], byte[]> consumer, int maxHeld) {
    this.bind = bind;
    this.consumer = consumer;
    this.maxHeld = maxHeld;
    for (Lane lane : Lane.values()) {
      held.put(lane, new ArrayDeque<>());
      unreadable.put(lane, new ArrayDeque<>());
    }
  }

  /**
   * Starts at these offsets. A lane without an offset starts at the beginning of its log if that
   * was never trimmed. Lanes are trimmed only behind the offsets in the journal, so any other log
   * has lost records that the bind has not read, or the journal has lost what the bind has sent.
   *
   * @param operator asked if the offset of a lane is unknown or not in its log
   * @throws UnknownPositionException if the operator knows none
   */
  public void startAt(Map<Lane, Long> offsets, StartPositions operator) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      partitions.add(bind.lanePartition(lane));
    }
    consumer.assign(partitions);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = offsets.isEmpty() ? Map.of() : consumer.endOffsets(partitions);
    for (Lane lane : Lane.values()) {
      TopicPartition partition = bind.lanePartition(lane);
      long beginning = beginnings.getOrDefault(partition, 0L);
      long end = ends.getOrDefault(partition, Long.MAX_VALUE);
      Long known = offsets.get(lane);
      long start = known == null ? 0 : known;
      if (start < beginning || start > end) {
        Long decided = operator.of(partition);
        if (decided == null || decided < beginning || decided > end) {
          throw UnknownPositionException.ofLane(bind, partition, beginning, known);
        }
        start = decided;
      }
      nextOffsets.put(lane, start);
      consumer.seek(partition, start);
    }
  }

  @Override
  public Map<Long, SubmitRecord> lookUp(Lane lane, List<Long> offsets) {
    TopicPartition partition = bind.lanePartition(lane);
    Map<Long, SubmitRecord> found = new HashMap<>();
    consumer.assign(List.of(partition));
    for (long offset : offsets.stream().sorted().distinct().toList()) {
      if (!found.containsKey(offset)) {
        consumer.seek(partition, offset);
        for (int tries = 0; tries < LOOKUP_TIMEOUT.dividedBy(LOOKUP_POLL); tries++) {
          for (ConsumerRecord<byte[], byte[]> fetched : consumer.poll(LOOKUP_POLL)) {
            if (RecordFormats.SUBMIT.decode(fetched.value())
                instanceof Decoded.Complete<SubmitRecord>(SubmitRecord message)) {
              found.put(fetched.offset(), message);
            }
          }
          if (consumer.position(partition) > offset) {
            break;
          }
        }
        if (consumer.position(partition) <= offset) {
          throw new IllegalStateException("Kafka returned no texts for bind " + bind + " for 10 s");
        }
      }
    }
    return found;
  }

  /** Fetches messages; waits at most this long for the first one. */
  public void poll(Duration wait) {
    for (ConsumerRecord<byte[], byte[]> fetched : consumer.poll(wait)) {
      add(laneOf(fetched.topic()), fetched);
    }
    for (Lane lane : Lane.values()) {
      List<TopicPartition> partition = List.of(bind.lanePartition(lane));
      int records = held(lane).size() + unreadable(lane).size();
      long bytes = unreadableBytes(lane);
      if (stopped.containsKey(lane) || records >= maxHeld || bytes >= MAX_UNREADABLE_BYTES) {
        consumer.pause(partition);
      } else if (records <= maxHeld / 2 && bytes <= MAX_UNREADABLE_BYTES / 2) {
        consumer.resume(partition);
      }
    }
  }

  private void add(Lane lane, ConsumerRecord<byte[], byte[]> fetched) {
    if (stopped.containsKey(lane)) {
      return;
    }
    switch (RecordFormats.SUBMIT.decode(fetched.value())) {
      case Decoded.Complete<SubmitRecord>(SubmitRecord message) ->
          held(lane).add(new LaneRecord(lane, fetched.offset(), message, fetched.timestamp()));
      case Decoded.Unreadable<SubmitRecord> why ->
          addUnreadable(lane, QuarantinedRecord.unreadable("submit", fetched, why));
      case Decoded.Newer<SubmitRecord> newer ->
          stopped.put(
              lane,
              new Stop(
                  Hold.newerProblem(bind.lanePartition(lane), fetched.offset(), newer),
                  fetched.timestamp()));
    }
    passUnreadable(lane);
  }

  private void addUnreadable(Lane lane, QuarantinedRecord record) {
    unreadable(lane).add(record);
    unreadableBytes.merge(lane, bytes(record), Long::sum);
  }

  /**
   * Moves the offset of a lane behind the unreadable records at its head, as many as the next
   * commit has room for.
   */
  private void passUnreadable(Lane lane) {
    while (isUnreadableNext(lane) && !hasManyUnreadable()) {
      QuarantinedRecord record = unreadable(lane).remove();
      nextOffsets.put(lane, record.source().offset() + 1);
      unreadableBytes.merge(lane, -bytes(record), Long::sum);
      passed.add(record);
      passedBytes += bytes(record);
    }
  }

  private boolean isUnreadableNext(Lane lane) {
    QuarantinedRecord record = unreadable(lane).peek();
    LaneRecord message = held(lane).peek();
    return record != null && (message == null || record.source().offset() < message.offset());
  }

  private static long bytes(QuarantinedRecord record) {
    return length(record.source().key()) + length(record.source().value());
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  /**
   * Whether the next commit has no room for more unreadable records. A lane on which one is next
   * gives no message until then.
   */
  public boolean hasManyUnreadable() {
    return passed.size() >= MAX_PASSED || passedBytes >= MAX_PASSED_BYTES;
  }

  /**
   * The unreadable records before the present {@link #offsets}. The transaction that commits the
   * offsets also writes these records to the quarantine.
   */
  public List<QuarantinedRecord> unreadable() {
    return List.copyOf(passed);
  }

  /** The unreadable records are in the quarantine. */
  public void unreadableCommitted() {
    passed.clear();
    passedBytes = 0;
    for (Lane lane : Lane.values()) {
      passUnreadable(lane);
    }
  }

  /** Why lanes are not read any further, each with what to do; empty if all are read. */
  public List<String> problems() {
    return stopped.values().stream().map(Stop::problem).toList();
  }

  /** Takes the next message of all lanes; null if no lane has one. */
  public @Nullable LaneRecord take() {
    return take(_ -> true);
  }

  /**
   * Takes the next message of the lanes whose first message matches; null if no lane has one.
   *
   * @param matches whether a message may be taken now
   */
  @Nullable LaneRecord take(Predicate<LaneRecord> matches) {
    Lane lane =
        scheduler.next(
            isNext(Lane.URGENT, matches), isNext(Lane.NORMAL, matches), isNext(Lane.BULK, matches));
    return lane == null ? null : take(lane);
  }

  /** Whether a lane has a message that may be taken now, and it matches. */
  boolean isNext(Lane lane, Predicate<LaneRecord> matches) {
    LaneRecord next = peek(lane);
    return next != null && matches.test(next);
  }

  /** The next message of a lane, which stays there; null if it has none that may be taken now. */
  public @Nullable LaneRecord peek(Lane lane) {
    return isUnreadableNext(lane) ? null : held(lane).peek();
  }

  /**
   * When Kafka got the first record that was read of a lane and not taken, in milliseconds since
   * the epoch; empty if there is none.
   */
  OptionalLong oldestMs(Lane lane) {
    LaneRecord first = held(lane).peek();
    Stop stop = stopped.get(lane);
    if (first != null) {
      return OptionalLong.of(first.storedMs());
    }
    return stop == null ? OptionalLong.empty() : OptionalLong.of(stop.storedMs());
  }

  /** Takes the first message of a lane that has one. */
  public LaneRecord take(Lane lane) {
    LaneRecord taken = held(lane).remove();
    nextOffsets.put(lane, taken.offset() + 1);
    passUnreadable(lane);
    return taken;
  }

  /**
   * Takes messages from the head of a lane as long as they match. No later owner reads them again.
   */
  void takeWhile(Lane lane, Predicate<LaneRecord> ends) {
    LaneRecord next = peek(lane);
    while (next != null && ends.test(next)) {
      take(lane);
      next = peek(lane);
    }
  }

  /**
   * Removes the held messages of a lane that match, because they end. The offset of the lane passes
   * them only when everything before them was taken, so a later owner may read one again; it must
   * then end in the same way.
   */
  public void removeIf(Lane lane, Predicate<LaneRecord> ends) {
    takeWhile(lane, ends);
    held(lane).removeIf(ends);
    passUnreadable(lane);
  }

  public boolean isEmpty() {
    return held.values().stream().allMatch(Deque::isEmpty);
  }

  /** For each lane the offset of the first record that was not taken. */
  public Map<Lane, Long> offsets() {
    return new EnumMap<>(nextOffsets);
  }

  /** The offset of the first record of a lane that was not taken. */
  public long nextOffset(Lane lane) {
    return nextOffsets.getOrDefault(lane, 0L);
  }

  /**
   * For each lane the offset from which on records wait. It is behind the markers of transactions
   * if everything that was read is taken, so nothing seems to wait on an empty lane.
   */
  public Map<Lane, Long> waitingFrom() {
    Map<Lane, Long> offsets = offsets();
    offsets.replaceAll((lane, next) ->
        held(lane).isEmpty() && unreadable(lane).isEmpty() && !stopped.containsKey(lane)
            ? Math.max(next, consumer.position(bind.lanePartition(lane)))
            : next);
    return offsets;
  }

  private Deque<LaneRecord> held(Lane lane) {
    return Objects.requireNonNull(held.get(lane));
  }

  private Deque<QuarantinedRecord> unreadable(Lane lane) {
    return Objects.requireNonNull(unreadable.get(lane));
  }

  private long unreadableBytes(Lane lane) {
    return unreadableBytes.getOrDefault(lane, 0L);
  }

  private Lane laneOf(String topic) {
    for (Lane lane : Lane.values()) {
      if (bind.lanePartition(lane).topic().equals(topic)) {
        return lane;
      }
    }
    throw new IllegalStateException("Bind " + bind + " does not read topic " + topic);
  }
}
