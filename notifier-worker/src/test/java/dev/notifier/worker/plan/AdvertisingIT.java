package dev.notifier.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.Category;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.advertising.ConsentStatement;
import dev.notifier.store.advertising.ConsentStore;
import dev.notifier.store.advertising.DoNotCallStore;
import dev.notifier.store.optouts.OptOutStatement.Evidence;
import dev.notifier.worker.testing.PipelineDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Advertising is planned only for numbers that may get it. */
class AdvertisingIT {
  private static final UUID RECIPIENT =
      new RecipientKey(PlanHarness.PRIVACY_KEY.getBytes(StandardCharsets.UTF_8))
          .bitsOf("+84861234567");

  private final HikariDataSource database = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final Clock noon = clock();
  private final PlanHarness harness = new PlanHarness(database, Duration.ZERO, noon);

  @AfterEach
  void close() {
    harness.close();
    database.close();
  }

  /** The next 12:00 in Vietnam, from which the clock goes on. */
  private static Clock clock() {
    Instant now = Instant.now();
    Instant at = now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(5));
    Duration ahead = Duration.between(now, at.isBefore(now) ? at.plus(Duration.ofDays(1)) : at);
    return Clock.offset(Clock.system(ZoneOffset.UTC), ahead);
  }

  @Test
  void withoutTheSettingOfTheTenantItIsSkipped() throws Exception {
    plan(0, 2);

    assertThat(reasons()).containsExactly("SKIPPED ADVERTISING_DISABLED 2");
  }

  @Test
  void threeOfADayAreSentToWhoHasConsented() throws Exception {
    allow();
    plan(0, 2);
    assertThat(reasons()).containsExactly("PLANNED null 2");

    plan(2, 6);

    assertThat(reasons()).containsExactly("PLANNED null 3", "SKIPPED ADVERTISING_LIMIT 3");
    assertThat(harness.submitted()).hasSize(3);
  }

  @Test
  void aNumberOnTheListGetsNone() throws Exception {
    allow();
    DoNotCallStore lists = new DoNotCallStore(database);
    long list = lists.begin("test", noon.instant());
    lists.add(list, List.of(RECIPIENT));
    lists.complete(list, 1, 0, noon.instant());

    plan(0, 1);

    assertThat(reasons()).containsExactly("SKIPPED DO_NOT_CALL 1");
  }

  private void allow() {
    jdbc.update(
        """
        insert into tenants
          (id, version, title, suspended, advertising, created_at, created_by, changed_at, changed_by)
        values ('tenant', 1, 't', false, true, now(), 'test', now(), 'test')
        """);
    new ConsentStore(database)
        .add(
            List.of(
                new ConsentStatement(
                    RECIPIENT,
                    "+84861234567",
                    true,
                    Instant.parse("2026-01-01T00:00:00Z"),
                    new Evidence("tenant", "lan", "office", "form 7", null))));
    DoNotCallStore lists = new DoNotCallStore(database);
    lists.complete(lists.begin("test", noon.instant()), 0, 0, noon.instant());
  }

  private boolean started;

  private void plan(int from, int to) throws Exception {
    harness.send(
        IntStream.range(from, to)
            .mapToObj(n -> AdvertisingCheckTest.event(n, Category.ADVERTISING))
            .toList());
    if (!started) {
      harness.start(PlanHarness.rendering("text "), _ -> {});
      started = true;
    }
    harness.awaitAllPlanned();
  }

  private List<@Nullable String> reasons() {
    return jdbc.queryForList(
        """
        select state || ' ' || coalesce(reason, 'null') || ' ' || count(*) from notifications
        group by state, reason order by 1
        """,
        String.class);
  }
}
