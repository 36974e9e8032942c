package dev.notifier.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.retention.KeepRule;
import dev.notifier.store.retention.RetentionStore.NotificationDay;
import dev.notifier.store.retention.RetentionStore.Rewritten;
import dev.notifier.worker.retention.RetentionRules.Decision;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionRulesTest {
  private static final LocalDate DAY = LocalDate.parse("2026-01-01");
  private static final OffsetDateTime END = OffsetDateTime.parse("2026-01-02T00:00:00Z");
  private static final Map<String, Duration> TYPES =
      Map.of("case.decided", Duration.ofDays(730), "visit.recorded", Duration.ofDays(30));

  @Test
  void aDayIsOverWhenItsLastNotificationIsOldEnough() {
    assertThat(rules(30, -1).decide(rewritten(Set.of("visit.recorded"), 0, 9)))
        .isInstanceOf(Decision.Keep.class);
    assertThat(decide(30, 0, DAY))
        .isEqualTo(new Decision.Rewrite(new KeepRule(false, Set.of("visit.recorded"), true)));
  }

  /** Its pages have room for updates that do not come any more. */
  @Test
  void aDayIsRewrittenOnceWhenItsReceiptsAreIn() {
    assertThat(decide(8, -1, DAY)).isInstanceOf(Decision.Keep.class);
    assertThat(decide(8, 0, DAY))
        .isEqualTo(new Decision.Rewrite(new KeepRule(false, Set.of(), true)));
    assertThat(rules(9, 0).decide(rewritten(Set.of("visit.recorded", "other"), 0, 8)))
        .isInstanceOf(Decision.Keep.class);
  }

  @Test
  void whenTheOthersAreOverTheKeptTypesAreListed() {
    assertThat(decide(90, 0, DAY))
        .isEqualTo(new Decision.Rewrite(new KeepRule(true, Set.of("case.decided"), true)));
    assertThat(decide(200, 0, DAY))
        .isEqualTo(new Decision.Rewrite(new KeepRule(true, Set.of("case.decided"), false)));
    assertThat(decide(730, 0, DAY)).isInstanceOf(Decision.Drop.class);
  }

  @Test
  void aDayThatWasRewrittenIsDueForTheTypesThatItHas() {
    NotificationDay cases = rewritten(Set.of("case.decided", "other"), 0, 30);
    assertThat(rules(89, 0).decide(cases)).isInstanceOf(Decision.Keep.class);
    assertThat(rules(90, 0).decide(cases)).isInstanceOf(Decision.Rewrite.class);
    NotificationDay later = rewritten(Set.of("case.decided"), 0, 90);
    assertThat(rules(729, 0).decide(later)).isInstanceOf(Decision.Keep.class);
    assertThat(rules(730, 0).decide(later)).isInstanceOf(Decision.Drop.class);
  }

  @Test
  void whatHasNotEndedIsLookedAtOnceAWeek() {
    NotificationDay open = rewritten(Set.of(), 1, 90);
    RetentionRules soon = rules(97, 0);
    assertThat(soon.decide(open)).isInstanceOf(Decision.Keep.class);
    assertThat(rules(97, 1).decide(open)).isInstanceOf(Decision.Rewrite.class);
    assertThat(rules(180, 1).decide(rewritten(Set.of(), 1, 179)))
        .as("nothing can happen any more")
        .isInstanceOf(Decision.Rewrite.class);
  }

  @Test
  void nothingIsRemovedThatIsNeeded() {
    RetentionRules rules =
        new RetentionRules(
            new RetentionRules.Settings(
                Duration.ofDays(30), Duration.ofDays(91), Duration.ofDays(90)),
            TYPES,
            END.plusDays(90).toInstant());
    assertThat(rules.decide(new NotificationDay(DAY, null))).isInstanceOf(Decision.Keep.class);
    assertThat(rules.isOverForDigests(DAY)).isTrue();
  }

  @Test
  void saysWhatIsNext() {
    assertThat(rules(10, 0).next(List.of(new NotificationDay(DAY, null)), List.of(DAY)))
        .isEqualTo(
            "next: 2026-02-01 notifications of 2026-01-01, 1 type: visit.recorded;"
                + " 2026-04-02 digests of 2026-01-01");
    assertThat(rules(30, 0).next(List.of(new NotificationDay(DAY, null)), List.of()))
        .isEqualTo(
            "next: 2026-04-02 notifications of 2026-01-01, all types without a retention of their"
                + " own");
    assertThat(rules(30, 0).next(List.of(rewritten(Set.of("a", "b"), 0, 30)), List.of()))
        .isEqualTo("next: 2026-04-02 notifications of 2026-01-01, 2 types: a, b");
    assertThat(rules(30, 0).next(List.of(), List.of())).isNull();
  }

  private static NotificationDay rewritten(Set<String> types, long open, int age) {
    return new NotificationDay(DAY, new Rewritten(types, open, END.plusDays(age)));
  }

  private static Decision decide(int days, int seconds, LocalDate day) {
    return rules(days, seconds).decide(new NotificationDay(day, null));
  }

  /** The rules so long after the end of the day. */
  private static RetentionRules rules(int days, int seconds) {
    Instant now = END.plusDays(days).plusSeconds(seconds).toInstant();
    return new RetentionRules(
        new RetentionRules.Settings(Duration.ofDays(90), Duration.ofDays(8), Duration.ofDays(90)),
        TYPES,
        now);
  }
}
