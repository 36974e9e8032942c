package dev.notifier.worker.feeding;

import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.sending.QuietHours;
import dev.notifier.kafka.batch.DataFailures;
import dev.notifier.planning.SendingTime;
import dev.notifier.store.eventtypes.EventTypeStore;
import dev.notifier.store.feeding.RunningBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The event types of batches in their pinned versions, which never change. Not thread-safe. */
final class PinnedTypes {
  private static final int MAX_TYPES = 200;

  private final EventTypeStore types;
  private final boolean appliesQuietHours;
  private final Map<TypeVersion, EventTypeRecord> known = new HashMap<>();

  private record TypeVersion(String name, int version) {}

  /**
   * @param appliesQuietHours whether lines wait while the quiet hours of their type last
   */
  PinnedTypes(EventTypeStore types, boolean appliesQuietHours) {
    this.types = types;
    this.appliesQuietHours = appliesQuietHours;
  }

  /** The event type of a batch is unknown in its pinned version. */
  static final class UnknownTypeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownTypeException(RunningBatch batch) {
      super("the event type " + batch.type() + " has no version " + batch.typeVersion());
    }
  }

  /**
   * The type of a batch.
   *
   * @throws UnknownTypeException if the batch cannot be sent
   */
  EventTypeRecord of(RunningBatch batch) {
    if (known.size() >= MAX_TYPES) {
      known.clear();
    }
    return Objects.requireNonNull(
        known.computeIfAbsent(
            new TypeVersion(batch.type(), batch.typeVersion()),
            wanted ->
                types
                    .version(wanted.name(), wanted.version())
                    .orElseThrow(() -> new UnknownTypeException(batch))
                    .type()));
  }

  /**
   * The lane of the lines of a batch. Urgent messages never wait for those of a batch. One whose
   * type cannot be read fails when it is sent.
   */
  Lane lane(RunningBatch batch) {
    if (!batch.isInLaneOfType()) {
      return Lane.BULK;
    }
    try {
      return of(batch).lane() == Lane.BULK ? Lane.BULK : Lane.NORMAL;
    } catch (RuntimeException e) {
      throwUnlessOfBatch(e);
      return Lane.BULK;
    }
  }

  private static void throwUnlessOfBatch(RuntimeException e) {
    if (!(e instanceof UnknownTypeException) && !DataFailures.isCausedByData(e)) {
      throw e;
    }
  }

  /** The hours of its type that lines of a batch have with them; null if they have none. */
  @Nullable QuietHours quietHours(EventTypeRecord type) {
    return appliesQuietHours ? type.quietHours() : null;
  }

  /** In which hours a batch sends lines. One whose type cannot be read fails when it is sent. */
  OpenHours hours(RunningBatch batch) {
    try {
      EventTypeRecord type = of(batch);
      return OpenHours.of(batch.pace(), SendingTime.quietHours(type.category(), quietHours(type)));
    } catch (RuntimeException e) {
      throwUnlessOfBatch(e);
      return OpenHours.of(batch.pace(), List.of());
    }
  }
}
