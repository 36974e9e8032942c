package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.store.counters.CounterDeltas;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notifications are counted by state. */
class CountersApiIT {
  private static ApiWithStore store;
  private static RunningApi api;
  private static Instant hour;

  @BeforeAll
  static void start() {
    hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    store = ApiWithStore.shared();
    api = store.start();
    JdbcClient.create(store.dataSource())
        .sql(
            CounterDeltas.countInserted(
                """
                insert into notifications (id, tenant, source, event_id, type, lane, route,
                  template_id, segments, state, reason, accepted_at, planned_at)
                select uuidv7(:hour::timestamptz - now()), tenant, '/s', n::text, type, 'NORMAL',
                  route, template, segments, state, reason, now(), now()
                from (values
                  (1, 'default', 'card.expiring', 'viettel', 'card-expiring', 2, 'DELIVERED', null),
                  (2, 'default', 'card.expiring', 'vina', 'card-expiring', 1, 'DELIVERED', null),
                  (3, 'default', 'visit.reminder', null, null, 0, 'SKIPPED', 'NO_TEMPLATE'),
                  (4, 'other', 'card.expiring', 'viettel', 'card-expiring', 1, 'DELIVERED', null))
                  as v (n, tenant, type, route, template, segments, state, reason)
                """))
        .param("hour", hour.plusSeconds(60).toString())
        .update();
  }

  private static List<String> counts(Instant from, String filter) {
    Reply reply =
        api.get("/v1/counters?from=%s&to=%s%s".formatted(from, from.plusSeconds(3_600), filter));
    assertThat(reply.status()).isEqualTo(200);
    return reply
        .json()
        .path("counts")
        .valueStream()
        .map(count ->
            "%s %s %d %d"
                .formatted(
                    count.path("state").asString(),
                    count.path("reason").isNull() ? "-" : count.path("reason").asString(),
                    count.path("number").asLong(),
                    count.path("segments").asLong()))
        .toList();
  }

  @Test
  void theCountsOfAnHourAreShown() {
    assertThat(counts(hour, "")).containsExactly("DELIVERED - 2 3", "SKIPPED NO_TEMPLATE 1 0");
    assertThat(counts(hour.minusSeconds(3_600), "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "&route=viettel, 'DELIVERED - 1 2'",
    "&template=card-expiring, 'DELIVERED - 2 3'",
    "&eventType=visit.reminder, 'SKIPPED NO_TEMPLATE 1 0'"
  })
  void theCountsAreLimitedByAFilter(String filter, String count) {
    assertThat(counts(hour, filter)).containsExactly(count);
  }

  /** A full name has up to 110 characters: 45 of a test tenant, a slash and 64 of the id. */
  @Test
  void templatesWithLongFullNamesAreCountedApart() {
    String tenant = "t".repeat(40) + "~test/";
    List<String> names = List.of(tenant + "a".repeat(63) + "b", tenant + "a".repeat(63) + "c");
    Instant other = hour.minusSeconds(7_200);
    for (String name : names) {
      JdbcClient.create(store.dataSource())
          .sql(
              CounterDeltas.countInserted(
                  """
                  insert into notifications (id, tenant, source, event_id, type, lane, route,
                    template_id, segments, state, accepted_at, planned_at)
                  values (uuidv7(:hour::timestamptz - now()), 'default', '/s', :name,
                    'card.expiring', 'NORMAL', 'viettel', :name, 1, 'DELIVERED', now(), now())
                  """))
          .param("hour", other.plusSeconds(60).toString())
          .param("name", name)
          .update();
    }

    for (String name : names) {
      assertThat(counts(other, "&template=" + name)).containsExactly("DELIVERED - 1 1");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "to=2026-12-02T00:00:00Z | from is missing or invalid",
        "from=2026-12-01T00:00:00Z | to is missing or invalid",
        "from=2026-12-01T00:30:00Z&to=2026-12-02T00:00:00Z | from is missing or invalid",
        "from=2026-12-01T00:00:00%2B05:30&to=2026-12-02T00:00:00Z | from is missing or invalid",
        "from=2026-12-02T00:00:00Z&to=2026-12-02T00:00:00Z | to is not after from",
        "from=2026-12-01T00:00:00Z&to=2027-01-01T01:00:00Z | longer than 31 days",
        "from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z&route=A%20B | route is invalid",
        "from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z&type=a | Use from, to, eventType"
      })
  void invalidParametersAreRejected(String query, String detail) {
    Reply reply = api.get("/v1/counters?" + query);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("invalid-parameter");
    assertThat(reply.json().path("detail").asString()).contains(detail);
  }

  @Test
  void theLongestRangeAndAnyOffsetAreAccepted() {
    Reply reply = api.get("/v1/counters?from=2026-12-01T07:00:00%2B07:00&to=2027-01-01T00:00:00Z");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("from").asString()).isEqualTo("2026-12-01T00:00:00Z");
  }
}
