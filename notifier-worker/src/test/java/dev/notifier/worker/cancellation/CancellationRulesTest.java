package dev.notifier.worker.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.cancellation.CancellationFilter;
import dev.notifier.contracts.cancellation.CancellationRecord;
import dev.notifier.contracts.origin.MessageOrigin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CancellationRulesTest {
  private static final Instant MADE = Instant.parse("2026-12-01T08:00:00Z");
  private static final UUID RULE = new UUID(1, 1);

  /** Each line is a filter, and whether it selects the message of {@link #message}. */
  @ParameterizedTest
  @CsvSource({
    "k1, , , , , , , true",
    "k2, , , , , , , false",
    ", /tst, , , , , , true",
    ", /tst/2, , , , , , false",
    ", , card.expiring, , , , , true",
    ", , card.expired, , , , , false",
    ", , , card-expiring, , , , true",
    ", , , other, , , , false",
    ", , , , g1, , , true",
    ", , , , g2, , , false",
    "k1, /tst, card.expiring, card-expiring, g1, , , true",
    "k1, /tst, card.expiring, card-expiring, g2, , , false",
    ", /tst, , , , 2026-12-01T07:00:00Z, , true",
    ", /tst, , , , 2026-12-01T07:00:00.000001Z, , false",
    ", /tst, , , , , 2026-12-01T07:00:00Z, true",
    ", /tst, , , , , 2026-12-01T06:59:59.999999Z, false",
    ", /tst, , , , , 2026-12-01T09:00:00Z, true",
  })
  void aFilterSelectsWhatHasAllItsValues(
      @Nullable String key,
      @Nullable String source,
      @Nullable String type,
      @Nullable String template,
      @Nullable String group,
      @Nullable Instant from,
      @Nullable Instant to,
      boolean matches) {
    CancellationRules rules =
        rules(filter(new CancellationFilter(key, source, type, template, group, from, to)));

    assertThat(rules.match(message("son-la", "1", MADE.minusSeconds(3_600)), "card-expiring"))
        .isEqualTo(matches ? RULE : null);
  }

  @Test
  void aFilterConcernsOnlyItsTenantAndWhatWasAcceptedBefore() {
    CancellationRules rules =
        rules(filter(new CancellationFilter(null, "/tst", null, null, null, null, null)));

    assertThat(rules.match(message("son-la", "1", MADE), null)).isEqualTo(RULE);
    assertThat(rules.match(message("son-la", "1", MADE.plusNanos(1_000)), null)).isNull();
    assertThat(rules.match(message("son-la-2", "1", MADE), null)).isNull();
  }

  @Test
  void aTemplateIsThatOfTheTenantOrOneThatItUses() {
    CancellationRules rules =
        rules(filter(new CancellationFilter(null, null, null, "card-expiring", null, null, null)));
    MessageOrigin origin = message("son-la", "1", MADE);

    assertThat(rules.match(origin, "son-la/card-expiring")).isEqualTo(RULE);
    assertThat(rules.match(origin, "card-expiring")).isEqualTo(RULE);
    assertThat(rules.match(origin, "lao-cai/card-expiring")).isNull();
    assertThat(rules.match(origin, null)).isNull();
  }

  @Test
  void whatARevokedKeySendsUntilItIsRefusedIsCancelled() {
    CancellationRules rules = rules(filter(CancellationFilter.ofKey("k1", MADE.plusSeconds(120))));
    Instant after = MADE.plusSeconds(100);

    assertThat(rules.match(message("son-la", "1", after), null)).isEqualTo(RULE);
    assertThat(rules.match(message("son-la", "1", MADE.plusSeconds(121)), null)).isNull();
  }

  /** A missing value is not the value that a filter wants. */
  @Test
  void aMessageWithoutGroupAndKeyIsSelectedByNeither() {
    MessageOrigin origin =
        MessageOrigin.of(new UUID(5, 5), "son-la", "/tst", "card.expiring", null, null, MADE);

    assertThat(
            rules(filter(new CancellationFilter(null, null, null, null, "g1", null, null)))
                .match(origin, null))
        .isNull();
    assertThat(rules(filter(CancellationFilter.ofKey("k1", MADE))).match(origin, null)).isNull();
  }

  @Test
  void aListSelectsItsEventsOfItsTenantThatWereAcceptedBefore() {
    CancellationRules rules = rules(list(RULE, MADE, "1", "2", "3"));

    assertThat(rules.match(message("son-la", "2", MADE), null)).isEqualTo(RULE);
    assertThat(rules.match(message("son-la", "4", MADE), null)).isNull();
    assertThat(rules.match(message("son-la", "2", MADE.plusSeconds(1)), null)).isNull();
    assertThat(rules.match(message("default", "2", MADE), null)).isNull();
  }

  @Test
  void ofTwoListsWithAnEventTheLaterOneCounts() {
    UUID later = new UUID(2, 2);
    CancellationRecord first = list(RULE, MADE, "1", "2");
    CancellationRecord second = list(later, MADE.plusSeconds(60), "2", "3");

    for (CancellationRules rules : List.of(rules(first, second), rules(second, first))) {
      assertThat(rules.match(message("son-la", "2", MADE.plusSeconds(30)), null)).isEqualTo(later);
      assertThat(rules.match(message("son-la", "1", MADE.plusSeconds(30)), null)).isNull();
    }
  }

  @Test
  void manyListsAreOneLookUp() {
    List<CancellationRecord> records = new ArrayList<>();
    for (int rule = 0; rule < 50; rule++) {
      int first = rule * 1_000;
      records.add(
          list(
              new UUID(9, rule),
              MADE,
              IntStream.range(first, first + 1_000)
                  .mapToObj(Integer::toString)
                  .toArray(String[]::new)));
    }
    CancellationRules rules = CancellationRules.of(records);

    for (int event = 0; event < 50_000; event += 777) {
      assertThat(rules.match(message("son-la", "" + event, MADE), null))
          .isEqualTo(new UUID(9, event / 1_000));
    }
    assertThat(rules.match(message("son-la", "50000", MADE), null)).isNull();
    assertThat(rules.number()).isEqualTo(50);
  }

  /** Each cancelled batch has a filter with its source. */
  @Test
  void aMessageIsComparedOnlyWithFiltersThatMayHaveItsSource() {
    TenantFilters filters = new TenantFilters();
    for (int batch = 0; batch < 1_000; batch++) {
      filters.add(ofSource(new UUID(9, batch), "/batches/" + batch));
    }
    UUID ofGroup = new UUID(8, 8);
    filters.add(
        MessageFilter.of(
            CancellationRecord.of(
                ofGroup,
                "son-la",
                MADE,
                new CancellationFilter(null, null, null, null, "g1", null, null))));

    MessageOrigin ofBatch =
        MessageOrigin.of(new UUID(5, 5), "son-la", "/batches/7", "card.expiring", null, null, MADE);
    assertThat(filters.compared(ofBatch.source())).hasSize(1);
    assertThat(filters.match(ofBatch, null)).isEqualTo(new UUID(9, 7));
    assertThat(filters.compared(MessageOrigin.digest("/tst"))).isEmpty();
    assertThat(filters.match(message("son-la", "1", MADE), null)).isEqualTo(ofGroup);
  }

  private static MessageFilter ofSource(UUID rule, String source) {
    return MessageFilter.of(
        CancellationRecord.of(
            rule,
            "son-la",
            MADE,
            new CancellationFilter(null, source, null, null, null, null, null)));
  }

  @Test
  void withoutRulesNothingIsCancelled() {
    assertThat(CancellationRules.NONE.match(message("son-la", "1", MADE), "t")).isNull();
  }

  private static CancellationRules rules(CancellationRecord... records) {
    return CancellationRules.of(List.of(records));
  }

  private static CancellationRecord filter(CancellationFilter filter) {
    return CancellationRecord.of(RULE, "son-la", MADE, filter);
  }

  private static CancellationRecord list(UUID rule, Instant made, String... events) {
    return CancellationRecord.of(
        rule,
        "son-la",
        made,
        List.of(events).stream().map(id -> EventDigest.of("son-la", "/tst", id)).toList());
  }

  private static MessageOrigin message(String tenant, String id, Instant acceptedAt) {
    return MessageOrigin.of(
        EventDigest.of(tenant, "/tst", id),
        tenant,
        "/tst",
        "card.expiring",
        "g1",
        "k1",
        acceptedAt);
  }
}
