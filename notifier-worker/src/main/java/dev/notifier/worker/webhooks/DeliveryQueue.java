package dev.notifier.worker.webhooks;

import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.contracts.StatusRecord.ChangedBatch;
import dev.notifier.contracts.StatusRecord.CompletedGroup;
import dev.notifier.contracts.StatusRecord.ForgedText;
import dev.notifier.contracts.StatusRecord.WrongPerson;
import dev.notifier.worker.webhooks.ReadChange.Position;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one webhook that were read and are not done. Some deliveries are on their way at a
 * time, but never two with the same notification, so that the changes of a notification arrive in
 * their order. The position behind which everything is done moves in order, too. Used by one
 * thread.
 */
final class DeliveryQueue {
  private final Deque<ReadChange> waiting = new ArrayDeque<>();
  private final Map<Integer, Deque<ReadChange>> open = new HashMap<>();
  private final Map<Integer, Position> moved = new HashMap<>();
  private final Set<Delivery> inFlight = new HashSet<>();
  private final Set<String> notifications = new HashSet<>();
  private final List<Delivery> failed = new ArrayList<>();

  /**
   * Adds what was read; a change that is not for the webhook is done. One entry stands for a run of
   * those, so that a narrow filter needs no memory for what it does not admit.
   */
  void add(ReadChange read) {
    Deque<ReadChange> partition = open.computeIfAbsent(read.partition(), _ -> new ArrayDeque<>());
    ReadChange last = partition.peekLast();
    if (read.change() == null && last != null && last.isDone()) {
      partition.removeLast();
    }
    partition.add(read);
    if (read.change() == null) {
      done(read);
    } else {
      waiting.add(read);
    }
  }

  /** How many changes wait for their first attempt. */
  int waiting() {
    return waiting.size();
  }

  int inFlight() {
    return inFlight.size();
  }

  /** How many entries are kept, because a change before them is not done. */
  int kept() {
    return open.values().stream().mapToInt(Deque::size).sum();
  }

  /** Whether a delivery has failed that has to be sent again. */
  boolean hasFailed() {
    return !failed.isEmpty();
  }

  /**
   * The next delivery, which is on its way from now on: a failed one, or a new one of the changes
   * at the front. Empty if there is none, or if the first change is of a notification that is on
   * its way.
   *
   * @param most changes of a delivery; failed ones that have more are cut again
   */
  Optional<Delivery> next(int most) {
    putBackLargerThan(most);
    if (!failed.isEmpty()) {
      Delivery again = failed.removeFirst();
      inFlight.add(again);
      return Optional.of(again);
    }
    List<ReadChange> changes = new ArrayList<>();
    while (changes.size() < most && !waiting.isEmpty()) {
      if (notifications.contains(id(waiting.getFirst()))) {
        break;
      }
      changes.add(waiting.removeFirst());
    }
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    changes.forEach(each -> notifications.add(id(each)));
    Delivery delivery = new Delivery(changes);
    inFlight.add(delivery);
    return Optional.of(delivery);
  }

  /** A caller that makes batches smaller does not want the larger ones any more. */
  private void putBackLargerThan(int most) {
    for (Delivery each : List.copyOf(failed).reversed()) {
      if (each.changes().size() > most) {
        failed.remove(each);
        each.changes()
            .reversed()
            .forEach(change -> {
              notifications.remove(id(change));
              waiting.addFirst(change);
            });
      }
    }
  }

  /** A delivery was accepted or given up. */
  void done(Delivery delivery) {
    if (!inFlight.remove(delivery)) {
      return;
    }
    delivery
        .changes()
        .forEach(change -> {
          notifications.remove(id(change));
          done(change);
        });
  }

  /** A delivery has to be sent again, before everything that is new. */
  void again(Delivery delivery) {
    if (inFlight.remove(delivery)) {
      failed.add(delivery);
      failed.sort(Comparator.comparing(each -> each.changes().getFirst().publishedAt()));
    }
  }

  private void done(ReadChange change) {
    change.setDone();
    Deque<ReadChange> partition = Objects.requireNonNull(open.get(change.partition()));
    while (!partition.isEmpty() && partition.getFirst().isDone()) {
      moved.put(change.partition(), partition.removeFirst().behind());
    }
  }

  /** Whether the delivery is on its way; one of before a replay is not. */
  boolean isInFlight(Delivery delivery) {
    return inFlight.contains(delivery);
  }

  /** The positions behind what is done, by partition, that have moved since the last call. */
  Map<Integer, Position> takeMoved() {
    Map<Integer, Position> taken = Map.copyOf(moved);
    moved.clear();
    return taken;
  }

  /** When the oldest change that is not done was published; null if all are done. */
  @Nullable Instant oldest() {
    return open.values().stream()
        .filter(each -> !each.isEmpty())
        .map(each -> each.getFirst().publishedAt())
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Forgets everything; deliveries that are on their way do not count any more. */
  void clear() {
    waiting.clear();
    open.clear();
    moved.clear();
    inFlight.clear();
    notifications.clear();
    failed.clear();
  }

  /** Whose changes have an order: a notification, a group, a statement, a batch, or an alert. */
  private static String id(ReadChange read) {
    return switch (Objects.requireNonNull(read.change())) {
      case Change change -> change.notificationId().toString();
      case CompletedGroup group -> group.name();
      case WrongPerson wrong -> wrong.statement().toString();
      case ChangedBatch batch -> batch.batch().toString();
      case ForgedText forged -> forged.alert().toString();
    };
  }
}
