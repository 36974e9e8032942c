package dev.notifier.store.cancellation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.cancellation.CancellationFilter;
import dev.notifier.contracts.cancellation.CancellationRecord;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.cancellation.CancellationStore.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

class CancellationStoreIT {
  private static final Instant AT = Instant.parse("2026-12-01T08:00:00.123456Z");
  private static final Limits LIMITS = new Limits(2, 3, 1, 2, 5);
  private static final CancellationFilter FILTER =
      new CancellationFilter("k1", "/tst", "type", "template", "group", AT.minusSeconds(9), AT);

  private final Database database = MigratedDatabase.create();
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final CancellationStore store = new CancellationStore(database.dataSource());

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aFilterIsStoredWithTheJobThatCounts() {
    CancellationRecord rule = insert("son-la", FILTER).orElseThrow();

    assertThat(store.rule(rule.id())).contains(rule);
    assertThat(store.idsInForce()).containsExactly(rule.id());
    StoredCancellation stored = store.find("son-la", rule.id()).orElseThrow();
    assertThat(stored.rule()).isEqualTo(rule);
    assertThat(stored.reason()).isEqualTo("wrong date");
    assertThat(stored.counts()).isEqualTo(CancellationCounts.NONE);
    assertThat(stored.times().keepUntil()).isEqualTo(AT.plusSeconds(100));
    assertThat(jdbc.queryForList("select payload ->> 'cancellation' from jobs", String.class))
        .containsExactly(rule.id().toString());
  }

  @Test
  void aListIsStoredWithItsEvents() {
    List<UUID> events = digests(3);
    CancellationRecord rule = insert("son-la", events).orElseThrow();

    assertThat(store.rule(rule.id()).orElseThrow().digests()).isEqualTo(events);
    assertThat(store.find("son-la", rule.id()).orElseThrow().events()).isEqualTo(3);
  }

  @Test
  void aTenantHasALimitedNumberOfRulesInForce() {
    assertThat(insert("son-la", FILTER)).isPresent();
    assertThat(insert("son-la", ofGroup("a"))).isPresent();
    assertThat(insert("son-la", ofGroup("b"))).as("the third filter").isEmpty();
    assertThat(insert("son-la", CancellationFilter.ofKey("k1", AT.plusSeconds(1))))
        .as("of a revoked key")
        .isPresent();
    assertThat(insert("son-la", CancellationFilter.ofKey("k2", AT.plusSeconds(1))))
        .as("of a second one")
        .isEmpty();
    assertThat(insert("son-la", digests(4))).isPresent();
    assertThat(insert("son-la", digests(2))).as("more than five events").isEmpty();
    assertThat(insert("son-la", digests(1))).isPresent();
    assertThat(insert("son-la", digests(0))).as("the third list").isEmpty();
    assertThat(insert("default", FILTER)).as("of another tenant").isPresent();

    jdbc.update("update cancellations set ended_at = now() where filter is not null");
    assertThat(insert("son-la", FILTER)).as("after the end of others").isPresent();
    assertThat(jdbc.queryForObject("select count(*) from jobs", Integer.class)).isEqualTo(7);
  }

  @Test
  void rulesOfBatchesTakeNoPlaceOfOtherFilters() {
    for (int i = 0; i < 3; i++) {
      assertThat(insert("son-la", ofBatch(i))).isPresent();
    }
    assertThat(insert("son-la", ofBatch(3))).as("the fourth batch").isEmpty();
    assertThat(insert("son-la", FILTER)).isPresent();
    assertThat(insert("son-la", ofGroup("a"))).isPresent();
    assertThat(insert("son-la", ofGroup("b"))).as("the third filter").isEmpty();
  }

  private static CancellationFilter ofBatch(int number) {
    return new CancellationFilter(
        null, "/batches/" + new UUID(0, number), null, null, null, null, null);
  }

  @Test
  void aTenantSeesItsOwnOnesTheNewestFirst() {
    List<UUID> rules =
        IntStream.range(0, 2)
            .mapToObj(i -> insert("son-la", ofGroup("" + i)).orElseThrow().id())
            .toList();
    insert("default", FILTER);

    assertThat(store.page("son-la", null, 10))
        .extracting(each -> each.rule().id())
        .containsExactly(rules.get(1), rules.get(0));
    assertThat(store.page("son-la", rules.get(1), 10))
        .extracting(each -> each.rule().id())
        .containsExactly(rules.get(0));
    assertThat(store.find("default", rules.get(0))).isEmpty();
  }

  @Test
  void aRuleEndsWhenNothingWaitsAndItWasKeptLongEnough() {
    UUID done = insert("son-la", FILTER).orElseThrow().id();
    UUID open = insert("son-la", ofGroup("a")).orElseThrow().id();
    CancellationCounts counts = new CancellationCounts(1, 2, 3, 0);
    store.counted(done, counts, 4, AT.plusSeconds(1), true, AT.plusSeconds(200));

    assertThat(store.endRules(AT.plusSeconds(199))).isZero();
    assertThat(store.endRules(AT.plusSeconds(201))).isEqualTo(1);

    assertThat(store.idsInForce()).containsExactly(open);
    assertThat(store.ended(List.of(done, open))).containsExactly(done);
    StoredCancellation stored = store.find("son-la", done).orElseThrow();
    assertThat(stored.counts()).isEqualTo(counts);
    assertThat(stored.unknownEvents()).isEqualTo(4);
    assertThat(stored.times().done()).isEqualTo(AT.plusSeconds(1));
    assertThat(store.endRules(AT.plus(CancellationStore.LONGEST).plusSeconds(1)))
        .as("a rule that nothing ends")
        .isEqualTo(1);
    assertThat(store.deleteEnded(AT.plusSeconds(202))).isEqualTo(1);
    assertThat(store.rule(done)).isEmpty();
  }

  /** Otherwise an integration that cancels the same every day would have no rule left. */
  @Test
  void aNewRuleReplacesOneWithTheSameFilter() {
    UUID first = insert("son-la", FILTER).orElseThrow().id();
    UUID other = insert("default", FILTER).orElseThrow().id();
    insert("son-la", ofGroup("a"));

    UUID second = insert("son-la", FILTER).orElseThrow().id();

    assertThat(store.idsInForce()).contains(second, other).doesNotContain(first).hasSize(3);
    assertThat(store.find("son-la", first).orElseThrow().times().endedBy()).isEqualTo("lan");
  }

  @Test
  void aTenantEndsItsOwnRuleOnce() {
    UUID id = insert("son-la", FILTER).orElseThrow().id();

    assertThat(store.end("default", id, AT, "hoa")).isFalse();
    assertThat(store.idsInForce()).containsExactly(id);
    assertThat(store.end("son-la", id, AT, "hoa")).isTrue();
    assertThat(store.end("son-la", id, AT, "lan")).as("again").isFalse();

    assertThat(store.idsInForce()).isEmpty();
    assertThat(store.rule(id)).isEmpty();
    StoredCancellation.Times times = store.find("son-la", id).orElseThrow().times();
    assertThat(times.ended()).isEqualTo(AT);
    assertThat(times.endedBy()).isEqualTo("hoa");
  }

  /** Nothing would add the job later, and the rule would be in force for a year. */
  @Test
  void aRuleIsNotRestoredWithoutItsJob() {
    CancellationRecord rule = CancellationRecord.of(new UUID(1, 8), "son-la", AT, digests(2));
    jdbc.execute("alter table jobs rename to jobs_unavailable");

    assertThatThrownBy(() -> store.restore(rule, AT)).isInstanceOf(DataAccessException.class);
    jdbc.execute("alter table jobs_unavailable rename to jobs");

    assertThat(store.rule(rule.id())).isEmpty();
    assertThat(store.restore(rule, AT)).isTrue();
  }

  @Test
  void aRuleThatABackupLacksIsStoredAgainOnce() {
    CancellationRecord rule = CancellationRecord.of(new UUID(1, 7), "son-la", AT, digests(2));

    assertThat(store.restore(rule, AT.plus(Duration.ofDays(31)))).isTrue();
    assertThat(store.restore(rule, AT.plus(Duration.ofDays(31)))).isFalse();
    assertThat(store.rule(rule.id())).contains(rule);
    assertThat(jdbc.queryForObject("select count(*) from jobs", Integer.class)).isEqualTo(1);
  }

  @Test
  void theRuleOfAKeyIsFound() {
    insert("son-la", FILTER);
    assertThat(store.hasKeyInForce("son-la", "k1")).as("only some of its messages").isFalse();

    insert("lao-cai", CancellationFilter.ofKey("k1", AT));
    assertThat(store.hasKeyInForce("lao-cai", "k1")).as("before it was revoked").isFalse();

    insert("son-la", CancellationFilter.ofKey("k1", AT.plusSeconds(120)));

    assertThat(store.hasKeyInForce("son-la", "k1")).isTrue();
    assertThat(store.hasKeyInForce("default", "k1")).isFalse();
  }

  private static CancellationFilter ofGroup(String group) {
    return new CancellationFilter(null, null, null, null, group, null, null);
  }

  private Optional<CancellationRecord> insert(String tenant, CancellationFilter filter) {
    return store.insert(
        new NewCancellation(
            tenant, filter, List.of(), "wrong date", "lan", AT, AT.plusSeconds(100)),
        LIMITS);
  }

  private Optional<CancellationRecord> insert(String tenant, List<UUID> events) {
    return store.insert(
        new NewCancellation(tenant, null, events, "wrong date", "lan", AT, AT.plusSeconds(100)),
        LIMITS);
  }

  private static List<UUID> digests(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> EventDigest.of("son-la", "/tst", "" + i))
        .toList();
  }
}
