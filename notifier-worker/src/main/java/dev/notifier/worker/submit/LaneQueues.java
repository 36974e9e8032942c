package dev.notifier.worker.submit;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SubmitRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The three lanes of one bind, read by position. Holds a bounded number of messages in memory and
 * pauses a lane that has enough. One thread.
 */
final class LaneQueues {
  private static final Logger log = LoggerFactory.getLogger(LaneQueues.class);
  private static final Duration LOOK_UP_LIMIT = Duration.ofSeconds(10);
  private static final Duration LOOK_UP_POLL = Duration.ofMillis(200);

  /** A message and where it stood. */
  record Waiting(Lane lane, long offset, SubmitRecord message) {}

  private final Bind bind;
  private final Consumer<byte[], byte[]> consumer;
  private final int heldMax;
  private final LaneScheduler picker = new LaneScheduler();
  private final Map<Lane, Deque<Waiting>> held = new EnumMap<>(Lane.class);
  private final Map<Lane, Long> next = new EnumMap<>(Lane.class);

  /**
   * @param consumer assigned by this class; reads committed records only
   * @param heldMax messages per lane in memory
   */
  LaneQueues(Bind bind, Consumer<byte[], byte[]> consumer, int heldMax) {
    this.bind = bind;
    this.consumer = consumer;
    this.heldMax = heldMax;
    for (Lane lane : Lane.values()) {
      held.put(lane, new ArrayDeque<>());
    }
  }

  /** Goes on where the journal says; a lane it does not know starts at its beginning. */
  void startAt(Map<Lane, Long> offsets) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      partitions.add(bind.lane(lane));
    }
    consumer.assign(partitions);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    for (Lane lane : Lane.values()) {
      TopicPartition partition = bind.lane(lane);
      long beginning = beginnings.getOrDefault(partition, 0L);
      Long known = offsets.get(lane);
      if ((known == null && beginning > 0) || (known != null && known < beginning)) {
        throw new IllegalStateException(
            "The journal of bind "
                + bind
                + " does not reach the beginning of "
                + partition
                + "; records were deleted by somebody else. Restore them or reset the bind");
      }
      long start = known == null ? beginning : known;
      next.put(lane, start);
      consumer.seek(partition, start);
    }
  }

  /** The texts of namings that are open, by position; a position that is gone is left out. */
  Map<Long, SubmitRecord> lookUp(Lane lane, List<Long> offsets) {
    TopicPartition partition = bind.lane(lane);
    Map<Long, SubmitRecord> found = new HashMap<>();
    consumer.assign(List.of(partition));
    for (long offset : offsets.stream().sorted().distinct().toList()) {
      if (!found.containsKey(offset)) {
        consumer.seek(partition, offset);
        for (int tries = 0; tries < LOOK_UP_LIMIT.dividedBy(LOOK_UP_POLL); tries++) {
          for (ConsumerRecord<byte[], byte[]> fetched : consumer.poll(LOOK_UP_POLL)) {
            SubmitRecord message = decode(fetched);
            if (message != null) {
              found.put(fetched.offset(), message);
            }
          }
          if (consumer.position(partition) > offset) {
            break;
          }
        }
        if (consumer.position(partition) <= offset) {
          throw new IllegalStateException("Kafka does not hand out the texts of bind " + bind);
        }
      }
    }
    return found;
  }

  /** Fetches, for at most the given time when nothing is held. */
  void poll(Duration wait) {
    for (ConsumerRecord<byte[], byte[]> fetched : consumer.poll(wait)) {
      Lane lane = laneOf(fetched.topic());
      SubmitRecord message = decode(fetched);
      if (message != null) {
        held(lane).add(new Waiting(lane, fetched.offset(), message));
      }
    }
    for (Lane lane : Lane.values()) {
      List<TopicPartition> partition = List.of(bind.lane(lane));
      if (held(lane).size() >= heldMax) {
        consumer.pause(partition);
      } else if (held(lane).size() <= heldMax / 2) {
        consumer.resume(partition);
      }
    }
  }

  /** Takes the message whose turn it is. */
  @Nullable Waiting take() {
    Lane lane =
        picker.pick(
            !held(Lane.URGENT).isEmpty(), !held(Lane.NORMAL).isEmpty(), !held(Lane.BULK).isEmpty());
    if (lane == null) {
      return null;
    }
    return take(lane);
  }

  /** The first message of a lane, which stays there; null when it has none. */
  @Nullable Waiting peek(Lane lane) {
    return held(lane).peek();
  }

  /** Takes the first message of a lane that has one. */
  Waiting take(Lane lane) {
    Waiting taken = held(lane).remove();
    next.put(lane, taken.offset() + 1);
    return taken;
  }

  boolean isEmpty() {
    return held.values().stream().allMatch(Deque::isEmpty);
  }

  /** For each lane the offset of the first record that was not taken. */
  Map<Lane, Long> offsets() {
    return new EnumMap<>(next);
  }

  /** JSON of another form can be read as a record of nothing. */
  private static boolean isWhole(SubmitRecord message) {
    return Stream.of(
                message.notificationId(),
                message.category(),
                message.phone(),
                message.encoding(),
                message.texts(),
                message.pending())
            .allMatch(Objects::nonNull)
        && message.phone().startsWith("+")
        && message.pending().stream().allMatch(part -> part >= 1 && part <= message.texts().size());
  }

  private Deque<Waiting> held(Lane lane) {
    return Objects.requireNonNull(held.get(lane));
  }

  private Lane laneOf(String topic) {
    for (Lane lane : Lane.values()) {
      if (bind.lane(lane).topic().equals(topic)) {
        return lane;
      }
    }
    throw new IllegalStateException("Bind " + bind + " does not read topic " + topic);
  }

  private @Nullable SubmitRecord decode(ConsumerRecord<byte[], byte[]> fetched) {
    try {
      byte[] value = fetched.value();
      SubmitRecord message = value == null ? null : RecordJson.read(value, SubmitRecord.class);
      if (message != null && isWhole(message)) {
        return message;
      }
    } catch (RecordJson.UnreadableRecordException e) {
      log.debug("Not a submit record: {}", e.getMessage());
    }
    log.error(
        "Passing over {} partition {} offset {}: it is no message of ours; look for another writer",
        fetched.topic(),
        fetched.partition(),
        fetched.offset());
    return null;
  }
}
