package dev.notifier.store.counters;

import static dev.notifier.store.counters.CountedNotifications.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.NotificationState;
import dev.notifier.store.reports.MessageReport;
import dev.notifier.store.reports.SentSegmentStore;
import dev.notifier.store.reports.SentSegmentStore.Day;
import dev.notifier.store.tracking.DeliveryState;
import dev.notifier.store.tracking.SegmentBits;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The segments that carriers have accepted are counted once, by hour, route and category. */
class SentSegmentsIT {
  private static final int ALL = 100;

  private static final Instant SUBMITTED = Instant.parse("2026-11-30T17:30:00Z");

  private static final YearMonth DECEMBER = YearMonth.parse("2026-12");

  private final CountedNotifications notifications = new CountedNotifications();
  private final SentSegmentStore store = new SentSegmentStore(notifications.database.dataSource());

  @AfterEach
  void close() {
    notifications.assertExact();
    notifications.close();
  }

  @Test
  void eachAcceptedSegmentIsCountedOnce() throws SQLException {
    notifications.plan(event("1", 1), event("2", 2), event("3", 3));
    List<UUID> ids = notifications.ids();
    accept(ids, 1, "viettel");
    accept(ids, 1, "viettel");
    long first = segments(DECEMBER);
    assertThat(first).isEqualTo(3);

    accept(ids, 7, "viettel");
    delivered(ids);
    assertThat(segments(DECEMBER)).isEqualTo(stored()).isEqualTo(9);
    assertThat(store.fold(2)).isEqualTo(2);
    assertThat(segments(DECEMBER)).as("partly folded").isEqualTo(9);
    fold();
    assertThat(segments(DECEMBER)).as("folded").isEqualTo(9);
    assertThat(store.days(DECEMBER, null, ALL))
        .extracting(day -> day.day() + " " + day.route() + " " + day.category())
        .containsOnly("2026-12-01 viettel SERVICE");
    assertThat(segments(DECEMBER.minusMonths(1))).isZero();
  }

  /** A receipt proves that the carrier has the message, also if its response was lost. */
  @Test
  void aReceiptWithoutAResponseCounts() throws SQLException {
    notifications.plan(event("1", 1));
    delivered(notifications.ids());
    YearMonth now = YearMonth.from(Instant.now().atZone(ZoneId.of(MessageReport.ZONE)));
    assertThat(segments(now)).isEqualTo(1);
  }

  @Test
  void whatTwoRoutesHaveAcceptedIsCountedForBoth() throws SQLException {
    notifications.plan(event("1", 1));
    accept(notifications.ids(), 1, "viettel");
    accept(notifications.ids(), 3, "vina");
    fold();
    assertThat(store.days(DECEMBER, null, ALL))
        .extracting(day -> day.route() + " " + day.segments())
        .containsExactly("viettel 1", "vina 1");
  }

  @Test
  void othersAreCountedAndNotSelected() throws SQLException {
    notifications.plan(event("1", 1));
    accept(notifications.ids(), 1, "viettel");
    assertThat(store.days(DECEMBER, "t", ALL)).extracting(Day::selected).containsExactly(1L);
    assertThat(store.days(DECEMBER, "other", ALL)).extracting(Day::selected).containsExactly(0L);
    assertThat(store.days(DECEMBER, "other", ALL)).extracting(Day::segments).containsExactly(1L);
  }

  @Test
  void aTransactionThatIsRolledBackCountsNothing() throws SQLException {
    notifications.plan(event("1", 1));
    assertThatThrownBy(() ->
            notifications.track.inTransaction(() -> {
              notifications.changeInTransaction(
                  notifications.ids(), state -> with(state, 1, 0, "viettel"));
              throw new IllegalStateException("crash");
            }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(segments(DECEMBER)).isZero();
  }

  @Test
  void anyOrderOfChangesAndFoldsIsExact() throws SQLException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      notifications.plan(event("e" + i, i));
    }
    List<UUID> ids = notifications.ids();
    for (int i = 0; i < 60; i++) {
      int bits = random.nextInt(8);
      UUID id = ids.get(random.nextInt(ids.size()));
      notifications.change(
          List.of(id, ids.get(random.nextInt(ids.size()))),
          state -> with(state, bits, bits & 2, random.nextBoolean() ? "viettel" : "vina"));
      if (random.nextInt(4) == 0) {
        store.fold(1 + random.nextInt(5));
      }
      assertThat(segments(DECEMBER)).as("seed " + seed).isEqualTo(stored());
    }
  }

  @Test
  void oldHoursAreDeleted() throws SQLException {
    notifications.plan(event("1", 1));
    accept(notifications.ids(), 1, "viettel");
    fold();
    assertThat(store.deleteHours(SUBMITTED.minusSeconds(3_600), 10)).isZero();
    assertThat(store.deleteHours(SUBMITTED, 10)).isEqualTo(1);
    assertThat(segments(DECEMBER)).isZero();
  }

  private void accept(List<UUID> ids, long bits, String route) {
    notifications.change(ids, state -> with(state, bits, 0, route));
  }

  private void delivered(List<UUID> ids) {
    notifications.change(
        ids,
        state ->
            new DeliveryState(
                state.route(),
                state.segments(),
                NotificationState.DELIVERED,
                null,
                null,
                null,
                false,
                1,
                new SegmentBits(state.segmentBits().accepted(), 0, 1, 0, 0),
                List.of(),
                state.submittedAt(),
                null,
                null));
  }

  /** Bits are only added, as by the state machine. */
  private static DeliveryState with(
      DeliveryState before, long accepted, long failed, @Nullable String route) {
    SegmentBits bits = before.segmentBits();
    return new DeliveryState(
        route,
        before.segments(),
        NotificationState.SUBMITTED,
        null,
        null,
        null,
        false,
        1,
        new SegmentBits(bits.accepted() | accepted, 0, bits.delivered(), bits.failed() | failed, 0),
        List.of(),
        SUBMITTED,
        null,
        null);
  }

  private void fold() {
    while (store.fold(ALL) > 0) {
      // the next page
    }
  }

  private long segments(YearMonth month) {
    return store.days(month, null, ALL).stream().mapToLong(Day::segments).sum();
  }

  private long stored() {
    Long bits =
        notifications.jdbc.queryForObject(
            """
            select sum(bit_count((coalesce(accepted_segments, 0) | coalesce(delivered_segments, 0)
              | coalesce(failed_segments, 0))::bit(64))) from notifications
            """,
            Long.class);
    return bits == null ? 0 : bits;
  }
}
