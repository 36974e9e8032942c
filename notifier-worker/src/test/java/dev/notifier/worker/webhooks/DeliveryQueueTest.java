package dev.notifier.worker.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.worker.webhooks.ReadChange.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeliveryQueueTest {
  private static final Instant AT = Instant.parse("2026-12-01T01:00:00Z");
  private static final int PARTITION = 3;

  private final DeliveryQueue queue = new DeliveryQueue();

  /** A record with changes of notifications; 0 is a change that is not for the webhook. */
  private void record(long offset, int... notifications) {
    for (int i = 0; i < notifications.length; i++) {
      Change change =
          notifications[i] == 0
              ? null
              : WebhookHarness.change(new UUID(0, notifications[i]), NotificationState.DELIVERED);
      queue.add(
          new ReadChange(
              PARTITION, offset, i, notifications.length, AT.plusSeconds(offset), "event", change));
    }
  }

  private Delivery next(int most) {
    return queue.next(most).orElseThrow();
  }

  private static List<Long> of(Delivery delivery) {
    return delivery.changes().stream()
        .map(each ->
            each.change() instanceof Change change
                ? change.notificationId().getLeastSignificantBits()
                : 0L)
        .toList();
  }

  @Test
  void thePositionMovesWhenEverythingBeforeIsDone() {
    record(10, 1, 2, 3);
    record(11, 4);
    Delivery first = next(1);
    Delivery second = next(1);
    Delivery rest = next(10);

    queue.done(rest);
    queue.done(second);
    assertThat(queue.takeMoved()).isEmpty();
    assertThat(queue.oldest()).isEqualTo(AT.plusSeconds(10));
    queue.done(first);

    assertThat(queue.takeMoved())
        .isEqualTo(Map.of(PARTITION, new Position(12, 0, AT.plusSeconds(11))));
    assertThat(queue.takeMoved()).isEmpty();
    assertThat(queue.oldest()).isNull();
  }

  @Test
  void aRecordIsDoneInPart() {
    record(10, 1, 2, 3);
    queue.done(next(2));

    assertThat(queue.takeMoved())
        .isEqualTo(Map.of(PARTITION, new Position(10, 2, AT.plusSeconds(10))));
  }

  @Test
  void whatIsNotForTheWebhookIsDone() {
    record(10, 0, 0);
    assertThat(queue.takeMoved())
        .isEqualTo(Map.of(PARTITION, new Position(11, 0, AT.plusSeconds(10))));
    assertThat(queue.next(1)).isEmpty();
  }

  @Test
  void whatIsNotForTheWebhookNeedsNoMemoryBehindAChangeThatIsNotDone() {
    record(10, 1);
    Delivery first = next(1);
    for (int offset = 11; offset < 1_000; offset++) {
      record(offset, 0, 0);
    }
    record(1_000, 2);
    record(1_001, 0);
    queue.done(next(1));
    record(1_002, 0, 0);

    assertThat(queue.kept()).isLessThan(5);
    assertThat(queue.takeMoved()).isEmpty();
    queue.done(first);
    assertThat(queue.takeMoved())
        .isEqualTo(Map.of(PARTITION, new Position(1_003, 0, AT.plusSeconds(1_002))));
    assertThat(queue.kept()).isZero();
  }

  @Test
  void twoRequestsNeverHaveTheSameNotification() {
    record(10, 1, 2, 1, 3);
    Delivery first = next(2);
    assertThat(of(first)).containsExactly(1L, 2L);
    assertThat(queue.next(2)).isEmpty();

    queue.again(first);
    assertThat(queue.hasFailed()).isTrue();
    assertThat(next(2)).isSameAs(first);
    queue.done(first);
    assertThat(of(next(5))).containsExactly(1L, 3L);
  }

  @Test
  void aBatchHasTheChangesOfANotificationInTheirOrder() {
    record(10, 1, 1, 1);
    assertThat(of(next(5))).containsExactly(1L, 1L, 1L);
  }

  @Test
  void failedDeliveriesAreCutAnewWhenBatchesBecomeSmaller() {
    record(10, 1, 2, 1, 3, 4);
    Delivery first = next(3);
    Delivery second = next(2);
    record(11, 2);
    queue.again(first);
    queue.again(second);

    assertThat(of(next(1))).containsExactly(1L);
    assertThat(of(next(1))).containsExactly(2L);
    assertThat(queue.next(1)).as("a former change of the notification is on its way").isEmpty();
    assertThat(queue.hasFailed()).isFalse();
    assertThat(queue.waiting()).isEqualTo(4);
  }

  @Test
  void afterAReplayWhatIsOnItsWayDoesNotCount() {
    record(10, 1);
    Delivery old = next(1);
    queue.clear();
    record(5, 1);

    queue.done(old);
    queue.again(old);

    assertThat(queue.isInFlight(old)).isFalse();
    assertThat(queue.hasFailed()).isFalse();
    assertThat(queue.takeMoved()).isEmpty();
    assertThat(of(next(1))).containsExactly(1L);
  }

  /** Whatever fails and however long it takes, the order of each notification is kept. */
  @Test
  void anyOrderOfOutcomes() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      DeliveryQueue any = new DeliveryQueue();
      int[] last = new int[5];
      for (int i = 0; i < 100; i++) {
        any.add(
            new ReadChange(
                0,
                i,
                0,
                1,
                AT,
                String.valueOf(i),
                WebhookHarness.change(
                    new UUID(0, random.nextInt(5)), NotificationState.DELIVERED)));
      }
      List<Delivery> open = new ArrayList<>();
      while (any.waiting() > 0 || any.inFlight() > 0 || any.hasFailed()) {
        if (open.size() < 8 && random.nextBoolean()) {
          any.next(1 + random.nextInt(3)).ifPresent(open::add);
        } else if (!open.isEmpty()) {
          Delivery ended = open.remove(random.nextInt(open.size()));
          if (random.nextInt(3) == 0) {
            any.again(ended);
            continue;
          }
          for (ReadChange each : ended.changes()) {
            int notification =
                (int)
                    ((Change) Objects.requireNonNull(each.change()))
                        .notificationId()
                        .getLeastSignificantBits();
            int sequence = Integer.parseInt(each.eventId()) + 1;
            assertThat(sequence).isGreaterThan(last[notification]);
            last[notification] = sequence;
          }
          any.done(ended);
        }
      }
      assertThat(any.takeMoved()).isEqualTo(Map.of(0, new Position(100, 0, AT)));
    }
  }
}
