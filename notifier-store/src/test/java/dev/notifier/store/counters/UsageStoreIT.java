package dev.notifier.store.counters;

import static dev.notifier.store.counters.CountedNotifications.event;
import static dev.notifier.store.counters.CountedNotifications.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.counters.UsageStore.Due;
import dev.notifier.store.counters.UsageStore.Month;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The segments of tenants in a month. */
class UsageStoreIT {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

  private final CountedNotifications notifications = new CountedNotifications();
  private final UsageStore usage = new UsageStore(notifications.database.dataSource());

  @AfterEach
  void close() {
    notifications.close();
  }

  private void counter(String time, String tenant, String state, long segments) {
    notifications.jdbc.update(
        """
        insert into counters
          (hour, tenant, type, template, route, lane, state, reason, number, segments)
        values (date_trunc('hour', ?::timestamptz), ?, ?, '', '', '', ?, '', 1, ?)
        """,
        time,
        tenant,
        time,
        state,
        segments);
  }

  private Map<String, Long> used(LocalDate today) {
    return usage.month(today).segments();
  }

  /** Whatever the clock of this machine says, the test reads the days around the notifications. */
  private long countedNow(String tenant) {
    LocalDate day = Instant.now().atOffset(ZoneOffset.UTC).toLocalDate();
    for (LocalDate one : List.of(day.minusDays(1), day, day.plusDays(1))) {
      usage.count(one);
    }
    Long sum =
        notifications.jdbc.queryForObject(
            "select coalesce(sum(segments), 0)::int8 from tenant_usage where tenant = ?",
            Long.class,
            tenant);
    return sum == null ? 0 : sum;
  }

  private long stored(String where) {
    Long sum =
        notifications.jdbc.queryForObject(
            "select coalesce(sum(segments), 0) from notifications where " + where, Long.class);
    return sum == null ? 0 : sum;
  }

  @Test
  void countsWhatIsNotFoldedAndNothingTwice() throws SQLException {
    notifications.plan(event("1", 1), event("2", 2), event("3", 3));
    long planned = stored("true");
    assertThat(planned).isGreaterThanOrEqualTo(3);
    assertThat(countedNow("t")).isEqualTo(planned);
    assertThat(countedNow("t")).as("repeated").isEqualTo(planned);

    notifications.foldAll();
    assertThat(countedNow("t")).as("folded").isEqualTo(planned);
    notifications.plan(event("1", 1), event("4", 4));
    assertThat(countedNow("t")).as("half of it folded").isEqualTo(stored("true"));
  }

  @Test
  void laterStatesAndReceiptsAddNothing() throws SQLException {
    notifications.plan(event("1", 1), event("2", 2));
    List<UUID> ids = notifications.ids();
    long planned = countedNow("t");
    for (NotificationState state :
        List.of(
            NotificationState.SUBMITTED,
            NotificationState.NO_RECEIPT,
            NotificationState.UNDELIVERED,
            NotificationState.DELIVERED)) {
      notifications.change(ids, before -> with(before, "viettel", state, null));
      assertThat(countedNow("t")).as("%s, not folded", state).isEqualTo(planned);
      notifications.foldAll();
      assertThat(countedNow("t")).as("%s, folded", state).isEqualTo(planned);
    }
  }

  @Test
  void whatWasCancelledOrSkippedIsGivenBack() throws SQLException {
    notifications.plan(event("1", 1), event("2", 2));
    assertThat(countedNow("t")).isPositive();
    List<UUID> ids = notifications.ids();

    notifications.change(
        ids.subList(0, 1),
        before -> with(before, "viettel", NotificationState.CANCELLED, FailureReason.INTERNAL));
    assertThat(countedNow("t")).isEqualTo(stored("state <> 'CANCELLED'"));
    notifications.change(
        ids.subList(1, 2),
        before -> with(before, "viettel", NotificationState.SKIPPED, FailureReason.INTERNAL));
    assertThat(countedNow("t")).isZero();
    assertThat(
            notifications.jdbc.queryForObject("select count(*) from tenant_usage", Integer.class))
        .as("rows without use")
        .isZero();
  }

  @Test
  void monthsAreThoseOfUtc() {
    counter("2026-10-31T23:00:00Z", "son-la", "DELIVERED", 1);
    counter("2026-11-01T00:00:00Z", "son-la", "DELIVERED", 10);
    counter("2026-11-30T23:00:00Z", "son-la", "PLANNED", 100);
    counter("2026-12-01T00:00:00Z", "son-la", "PLANNED", 1_000);
    counter("2026-11-15T08:00:00Z", "hue", "REJECTED", 5);
    counter("2026-11-15T08:00:00Z", "hue~test", "DELIVERED", 7);
    for (String day :
        List.of("2026-10-31", "2026-11-01", "2026-11-15", "2026-11-30", "2026-12-01")) {
      usage.count(LocalDate.parse(day));
    }

    assertThat(used(LocalDate.parse("2026-10-31"))).isEqualTo(Map.of("son-la", 1L));
    assertThat(used(LocalDate.parse("2026-11-01"))).isEqualTo(Map.of("son-la", 110L, "hue", 5L));
    assertThat(used(LocalDate.parse("2026-11-30"))).isEqualTo(Map.of("son-la", 110L, "hue", 5L));
    assertThat(used(LocalDate.parse("2026-12-01"))).isEqualTo(Map.of("son-la", 1_000L));
    Month next = usage.month(LocalDate.parse("2027-01-01"));
    assertThat(next.segments()).isEmpty();
    assertThat(next.month()).isEqualTo(YearMonth.of(2027, 1));
    assertThat(next.countedAt()).isNull();
  }

  @Test
  void theCurrentMonthIsThatOfTheServer() {
    Due due = usage.due();
    due.recent().forEach(usage::count);
    Month month = usage.month();

    assertThat(YearMonth.from(due.recent().getFirst())).isEqualTo(month.month());
    assertThat(month.countedAt()).isNotNull().isBeforeOrEqualTo(month.readAt());
  }

  @Test
  void earlierDaysOfTheMonthAreCountedOneAfterTheOther() {
    for (int day = 1; day <= 18; day++) {
      Due due = usage.due(TODAY);
      assertThat(due.recent()).contains(TODAY);
      assertThat(due.earlier()).isEqualTo(LocalDate.of(2026, 11, day));
      due.recent().forEach(usage::count);
      usage.count(LocalDate.of(2026, 11, day));
    }
    assertThat(usage.due(TODAY)).isEqualTo(new Due(List.of(TODAY), null));
    age("11 minutes", LocalDate.of(2026, 11, 4));
    age("12 minutes", LocalDate.of(2026, 11, 9));
    age("2 minutes", TODAY.minusDays(1));
    assertThat(usage.due(TODAY))
        .as("the one that was counted longest ago")
        .isEqualTo(new Due(List.of(TODAY, TODAY.minusDays(1)), LocalDate.of(2026, 11, 9)));
  }

  /** Its count is cut off each time, for example. */
  @Test
  void aDayThatCannotBeCountedDoesNotKeepTheOthersFromBeingCounted() {
    LocalDate first = LocalDate.of(2026, 11, 1);
    assertThat(usage.due(TODAY).earlier()).isEqualTo(first);
    usage.begin(first);
    assertThat(usage.due(TODAY).earlier()).isEqualTo(first.plusDays(1));
    assertThat(usage.month(TODAY).countedAt()).isNull();
  }

  private void age(String time, LocalDate day) {
    notifications.jdbc.update(
        "update usage_days set tried_at = tried_at - ?::interval, counted_at = counted_at -"
            + " ?::interval where day = ?",
        time,
        time,
        day);
  }

  @Test
  void onTheFirstDayOfAMonthTheLastDayOfTheMonthBeforeIsCounted() {
    Due due = usage.due(LocalDate.parse("2026-12-01"));
    assertThat(due)
        .isEqualTo(
            new Due(List.of(LocalDate.parse("2026-12-01"), LocalDate.parse("2026-11-30")), null));
  }

  /** A day with many counters on other days is not read. */
  @Test
  void onlyTheHoursOfTheDayAreRead() {
    notifications.jdbc.update(
        """
        insert into counters
          (hour, tenant, type, template, route, lane, state, reason, number, segments)
        select timestamptz '2026-11-01T00:00:00Z' + h * interval '1 hour', 'tenant-' || t, '', '',
          '', '', 'DELIVERED', '', 1, 2
        from generate_series(0, 20 * 24 - 1) h, generate_series(1, 100) t
        """);
    notifications.jdbc.execute("analyze counters");
    String plan =
        notifications
            .jdbc
            .queryForList(
                "explain "
                    + UsageStore.COUNT
                        .replace("hour >= ?", "hour >= timestamptz '2026-11-20 00:00:00Z'")
                        .replace("hour < ?", "hour < timestamptz '2026-11-21 00:00:00Z'")
                        .replace("id > ?", "id > 0")
                        .replace("?", "date '2026-11-20'"),
                String.class)
            .toString();
    assertThat(plan).contains(" on counters ").doesNotContain("Seq Scan on counters ");

    usage.count(TODAY);
    assertThat(used(TODAY)).hasSize(100).containsEntry("tenant-7", 48L);
  }

  @Test
  void aMonthOfTheMostTenantsHasOneRowForEach() {
    notifications.jdbc.update(
        """
        insert into tenant_usage (day, tenant, segments)
        select date '2026-11-01' + d, 'tenant-' || t, 3
        from generate_series(-30, 29) d, generate_series(1, 1000) t
        """);
    Map<String, Long> month = used(TODAY);
    assertThat(month).hasSize(1_000);
    assertThat(month.values().stream().collect(Collectors.toSet())).containsExactly(90L);
  }

  @Test
  void daysAreKeptFor400Days() {
    notifications.jdbc.update(
        """
        insert into tenant_usage (day, tenant, segments)
        select (clock_timestamp() at time zone 'UTC')::date - d, 't', 1
        from unnest(array[0, 399, 402]) d
        """);
    usage.deleteOld();
    assertThat(
            notifications.jdbc.queryForObject("select count(*) from tenant_usage", Integer.class))
        .isEqualTo(2);
  }
}
