package dev.notifier.api.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.system.SystemDocument.Partition;
import dev.notifier.store.retention.RetentionStore.NotificationDay;
import dev.notifier.store.retention.RetentionStore.NotificationPartition;
import dev.notifier.store.retention.RetentionStore.Rewritten;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ErasurePlanTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-30");
  private static final OffsetDateTime LOOKED = OffsetDateTime.parse("2026-12-09T00:00:00Z");

  private final ErasurePlan plan =
      new ErasurePlan(
          new ErasurePlan.Settings(Duration.ofDays(90), Duration.ofDays(8), Duration.ofDays(100)),
          Map.of("case.received", Duration.ofDays(730), "otp", Duration.ofDays(1)));

  @Test
  void aDayIsErasedWhenItsTypeWithTheLongestRetentionIsOver() {
    assertThat(notifications(new NotificationDay(DAY, null)))
        .isEqualTo(new Partition(DAY, Instant.parse("2028-11-30T00:00:00Z")));
    assertThat(notifications(rewritten(Set.of("", "otp"))))
        .isEqualTo(new Partition(DAY, Instant.parse("2027-03-01T00:00:00Z")));
    assertThat(notifications(rewritten(Set.of("otp"))))
        .isEqualTo(new Partition(DAY, Instant.parse("2026-12-09T00:00:00Z")));
    assertThat(notifications(rewritten(Set.of()))).isEqualTo(new Partition(DAY, null));
  }

  @Test
  void aDayOfWhichAMessageWaitsIsNotErasedYet() {
    SystemDocument.Table table =
        plan.notifications(
            List.of(new NotificationPartition(new NotificationDay(DAY, null), true)));

    assertThat(table.next()).containsExactly(new Partition(DAY, null));
    assertThat(table.partitions()).isEqualTo(1);
  }

  @Test
  void aWeekOfKeysIsErasedAfterTheLongestWindow() {
    assertThat(plan.keys(List.of(DAY), Duration.ofDays(30)).next())
        .containsExactly(new Partition(DAY, Instant.parse("2027-01-06T00:00:00Z")));
    assertThat(plan.keys(List.of(DAY), Duration.ZERO).next())
        .containsExactly(new Partition(DAY, Instant.parse("2026-12-14T00:00:00Z")));
  }

  @Test
  void onlyTheOldestPartitionsAreListed() {
    List<LocalDate> days = IntStream.range(0, 50).mapToObj(DAY::plusDays).toList();

    SystemDocument.Table table = plan.digests(days);

    assertThat(table.next()).hasSize(ErasurePlan.MAX_PARTITIONS);
    assertThat(table.next().getFirst().erasedAfter())
        .isEqualTo(Instant.parse("2027-03-11T00:00:00Z"));
    assertThat(table.partitions()).isEqualTo(50);
    assertThat(table.newest()).isEqualTo(DAY.plusDays(49));
    assertThat(plan.digests(List.of()).oldest()).isNull();
  }

  private static NotificationDay rewritten(Set<String> types) {
    return new NotificationDay(DAY, new Rewritten(types, 0, LOOKED));
  }

  private Partition notifications(NotificationDay day) {
    return plan.notifications(List.of(new NotificationPartition(day, false))).next().getFirst();
  }
}
